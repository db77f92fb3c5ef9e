using System.Globalization;
using Goodgate.Gateway.Answers.Languages;

namespace Goodgate.Gateway.Answers;

/// <summary>A wait: in seconds for machines, in words for people.</summary>
internal static class RetryHint
{
    /// <summary>Whole seconds, rounded up, at least 1 and at most 2^31-1 (what RFC 9111 §1.2.2 asks recipients to understand).</summary>
    public static long? Seconds(TimeSpan? wait) =>
        wait is { } time ? Math.Clamp((long)Math.Ceiling(time.TotalSeconds), 1, int.MaxValue) : null;

    /// <summary>"about 30 seconds", "about 2 minutes": never shorter than the wait, and no more exact than anybody needs.</summary>
    public static string About(long seconds, DurationWords words)
    {
        var (count, one, many) = seconds switch
        {
            <= 10 => (seconds, words.Second, words.Seconds),
            <= 90 => (RoundUp(seconds, 5) * 5, words.Second, words.Seconds),
            <= 90 * 60 => (RoundUp(seconds, 60), words.Minute, words.Minutes),
            <= 36 * 3600 => (RoundUp(seconds, 3600), words.Hour, words.Hours),
            _ => (RoundUp(seconds, 86400), words.Day, words.Days),
        };
        return count == 1 ? one : string.Format(CultureInfo.InvariantCulture, many, count);
    }

    private static long RoundUp(long value, long step) => (value + step - 1) / step;
}
