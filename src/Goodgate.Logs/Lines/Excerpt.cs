using System.Globalization;

namespace Goodgate.Logs.Lines;

/// <summary>Pieces of a line.</summary>
internal static class Excerpt
{
    /// <summary>Characters of a quote: two lines of a terminal.</summary>
    public const int Longest = 220;

    /// <summary>What stands between <paramref name="before"/> and <paramref name="after"/>, or the end of a line that was cut; null when the first is not there.</summary>
    public static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    /// <summary>From a place on, at most a quote long.</summary>
    public static string From(string text, int at, int? end = null)
    {
        at = Math.Clamp(at, 0, text.Length);
        var stop = Math.Clamp(end ?? text.Length, at, text.Length);
        return stop - at <= Longest ? text[at..stop].Trim() : text[at..(at + Longest)].Trim() + "…";
    }

    public static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static double? Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Seconds as a duration; null for what is no sensible one.</summary>
    public static TimeSpan? Seconds(double? seconds) => seconds is >= 0 and < 1e8 ? TimeSpan.FromSeconds(seconds.Value) : null;

    /// <summary>A status code; null for what is none.</summary>
    public static int? Status(string? text) => Number(text) is >= 100 and <= 999 and var status ? status : null;

    /// <summary>A request line's method and target; nulls when it is none.</summary>
    public static (string? Method, string? Target) Request(string? line)
    {
        var parts = line?.Split(' ', 3) ?? [];
        return parts.Length >= 2 && parts[0].Length is > 0 and <= 32 && parts[0].All(c => char.IsAsciiLetter(c) || c is '-' or '_') ? (parts[0], Target(parts[1])) : (null, null);
    }

    /// <summary>The path alone: a query may carry secrets.</summary>
    public static string Target(string target)
    {
        var query = target.AsSpan().IndexOfAny('?', '#');
        var path = query < 0 ? target : target[..query];
        return path.Length <= 2048 ? path : path[..2048];
    }
}
