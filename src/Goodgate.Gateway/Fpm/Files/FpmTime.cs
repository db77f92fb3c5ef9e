using System.Globalization;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>Times as FPM reads them: a whole number with <c>s</c> (default), <c>m</c>, <c>h</c> or <c>d</c> (fpm_conf.c, fpm_conf_set_time).</summary>
public static class FpmTime
{
    // Nine digits of days stay inside a long; FPM itself counts in an int of seconds.
    private const int MostDigits = 9;

    /// <summary>The seconds, or null when it is no time.</summary>
    public static int? Seconds(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        long unit = text[digits..] switch
        {
            "" or "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => 0,
        };
        return digits is > 0 and <= MostDigits && unit > 0 && long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture) * unit is <= int.MaxValue and var seconds
            ? (int)seconds
            : null;
    }
}
