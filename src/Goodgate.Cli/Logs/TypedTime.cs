using System.Globalization;

namespace Goodgate.Cli.Logs;

/// <summary>A time as people type it: <c>2026-11-20T14:00Z</c>, <c>2026-11-20 14:00</c>, <c>2026-11-20</c>, <c>14:02</c> (the last one), <c>90m</c>, <c>2h</c>, <c>3d</c> (ago).</summary>
internal static class TypedTime
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "dd/MMM/yyyy:HH:mm:ss", "yyyy/MM/dd HH:mm:ss"];

    /// <summary>The time, UTC; null when it is none.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="now">The clock.</param>
    /// <param name="zone">Zone of times that say none.</param>
    public static DateTimeOffset? Read(string typed, DateTimeOffset now, TimeZoneInfo zone)
    {
        var text = typed.Trim();
        if (text == "now")
        {
            return now;
        }

        if (Ago(text) is { } ago)
        {
            return now - ago;
        }

        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
        {
            return new DateTimeOffset(written, zone.GetUtcOffset(written)).ToUniversalTime();
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            var today = TimeZoneInfo.ConvertTime(now, zone).Date + clock.ToTimeSpan();
            var time = new DateTimeOffset(today, zone.GetUtcOffset(today));
            return (time > now ? time.AddDays(-1) : time).ToUniversalTime();
        }

        return text.Length >= 17 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned) ? zoned.ToUniversalTime() : null;
    }

    private static TimeSpan? Ago(string text)
    {
        if (text.Length is < 2 or > 6 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
