using System.Globalization;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>Times and sizes as other gateways write them.</summary>
internal static class Spans
{
    /// <summary>A time made of numbers with units, such as <c>1m30s</c> (nginx, Go); null when it is none.</summary>
    /// <param name="text">What is written.</param>
    /// <param name="unit">What a number without unit counts in.</param>
    public static TimeSpan? Time(string text, TimeSpan unit)
    {
        var rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > 40)
        {
            return null;
        }

        var sum = 0.0;
        while (rest.Length > 0)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }

            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            rest = rest[digits..];
            var letters = 0;
            while (letters < rest.Length && !char.IsAsciiDigit(rest[letters]) && rest[letters] != ' ')
            {
                letters++;
            }

            if (Unit(rest[..letters], unit) is not { } seconds)
            {
                return null;
            }

            sum += number * seconds;
            rest = rest[letters..].TrimStart();
        }

        // Beyond a hundred years it is no time anybody waits for; TimeSpan ends at 29,000.
        return sum < 3.2e9 ? TimeSpan.FromSeconds(sum) : null;
    }

    /// <summary>Seconds, minutes and so on: what nginx and Apache mean by a number alone.</summary>
    public static TimeSpan? Seconds(string text) => Time(text, TimeSpan.FromSeconds(1));

    /// <summary>Bytes, from <c>8k</c>, <c>16K</c>, <c>1m</c>, <c>10MB</c>, <c>1MiB</c>; null when it is none. Thousands count as 1,024, which is what nginx does.</summary>
    public static long? Size(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        if (!long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> 40)
        {
            return null;
        }

        return text[digits..].ToLowerInvariant() switch
        {
            "" or "b" => number,
            "k" or "kb" or "kib" => number << 10,
            "m" or "mb" or "mib" => number << 20,
            "g" or "gb" or "gib" => number << 30,
            _ => null,
        };
    }

    /// <summary>A time as Goodgate's settings have it: <c>90s</c>, <c>5m</c>, <c>500ms</c>.</summary>
    public static string Shown(TimeSpan time) =>
        time.TotalMilliseconds % 1000 != 0 ? $"{Math.Max(1, (long)time.TotalMilliseconds)}ms"
        : time.TotalSeconds is 0 || time.TotalSeconds % 60 != 0 ? $"{(long)time.TotalSeconds}s"
        : time.TotalMinutes % 60 != 0 ? $"{(long)time.TotalMinutes}m"
        : $"{(long)time.TotalHours}h";

    private static double? Unit(ReadOnlySpan<char> letters, TimeSpan unit) => letters switch
    {
        "" => unit.TotalSeconds,
        "ns" => 1e-9,
        "us" or "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        "w" => 7 * 86400,
        "M" => 30 * 86400,
        "y" => 365 * 86400,
        _ => null,
    };
}
