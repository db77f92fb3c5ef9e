using System.Globalization;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Values;

/// <summary>
/// Durations as people write them: <c>500ms</c>, <c>2s</c>, <c>5m</c>, <c>1h</c>, <c>1m30s</c>; larger units first, each once,
/// whole numbers. A bare number other than 0 has no unit and is refused. <see cref="Durations"/> writes them.
/// </summary>
public static class DurationText
{
    /// <summary>Largest first; the order in which parts may follow each other.</summary>
    private static readonly (string Unit, long Milliseconds)[] Units = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

    /// <summary>Eight digits of hours stay inside a TimeSpan (256 million hours).</summary>
    private const int MostDigits = 8;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
        {
            return true;
        }

        long total = 0;
        var unit = -1;
        var rest = text.AsSpan();
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > MostDigits)
            {
                return false;
            }

            var value = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var end = rest.IndexOfAnyInRange('0', '9');
            var name = end < 0 ? rest : rest[..end];
            var found = IndexOf(name);
            if (found <= unit)
            {
                return false;
            }

            unit = found;
            total += value * Units[unit].Milliseconds;
            rest = rest[name.Length..];
        }

        duration = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>What was probably meant by text that is no duration: a bare number, another spelling of a unit, a fraction.</summary>
    internal static string? Guess(string text)
    {
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
        {
            return trimmed.Length is > 0 and <= MostDigits ? trimmed + "s" : null;
        }

        var unit = trimmed[digits..].Trim() switch
        {
            "sec" or "secs" or "second" or "seconds" or "s" => "s",
            "min" or "mins" or "minute" or "minutes" or "m" => "m",
            "hr" or "hrs" or "hour" or "hours" or "h" => "h",
            "msec" or "millis" or "milliseconds" or "ms" => "ms",
            _ => null,
        };
        if (digits > 0 && unit is not null && TryParse(trimmed[..digits] + unit, out _))
        {
            return trimmed[..digits] + unit;
        }

        return trimmed.EndsWith('d') && digits == trimmed.Length - 1 && TryParse(trimmed[..digits] + "h", out var days)
            ? Durations.Text(days * 24)
            : Fraction(trimmed);
    }

    private static string? Fraction(string text) =>
        text.EndsWith('s')
        && decimal.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 100_000
            ? Durations.Text(TimeSpan.FromMilliseconds((long)(seconds * 1000)))
            : null;

    private static int IndexOf(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Units.Length; i++)
        {
            if (name.SequenceEqual(Units[i].Unit))
            {
                return i;
            }
        }

        return -1;
    }
}
