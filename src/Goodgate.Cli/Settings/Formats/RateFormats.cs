using Goodgate.Gateway.Rates;

namespace Goodgate.Cli.Settings.Formats;

/// <summary>Rates of requests.</summary>
internal static class RateFormats
{
    public static readonly TextFormat Rate = new($"a rate such as 5/s, 10/min or 100/h, 1 to {RequestRate.Most} in that time", Read)
    {
        Example = "10/min",
        Pattern = "^[1-9][0-9]*/(s|min|h)$",
    };

    private static TextReading Read(string text) =>
        RequestRate.TryParse(text, out _) ? TextReading.Good(text) : TextReading.Bad("is not a rate", Guess(text));

    // Other spellings of the same: nginx's 10r/m, a unit written out, spaces, "per". A number alone has no unit to guess.
    private static string? Guess(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 1)
        {
            return null;
        }

        var words = text[digits..].ToLowerInvariant().Replace("per", "/", StringComparison.Ordinal);
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        var counted = slash < 0 ? "?" : words[..slash].Trim();
        var unit = words[(slash + 1)..].Trim() switch
        {
            "s" or "sec" or "second" => "s",
            "m" or "min" or "minute" => "min",
            "h" or "hr" or "hour" => "h",
            _ => null,
        };
        return counted is "" or "r" or "req" or "request" or "requests" && unit is not null && RequestRate.TryParse($"{text[..digits]}/{unit}", out _)
            ? $"{text[..digits]}/{unit}"
            : null;
    }
}
