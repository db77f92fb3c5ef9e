using System.Globalization;

namespace Goodgate.Cli.Logs;

/// <summary>A time zone as people type it: <c>UTC</c>, <c>+02:00</c>, <c>-0500</c>, <c>Europe/Berlin</c>.</summary>
internal static class TypedZone
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(14);

    /// <returns>Null for what is none.</returns>
    public static TimeZoneInfo? Read(string typed)
    {
        if (typed is "Z" or "z")
        {
            return TimeZoneInfo.Utc;
        }

        if (typed.Length > 1 && typed[0] is '+' or '-')
        {
            return TimeSpan.TryParseExact(typed[1..], ["hh\\:mm", "h\\:mm", "hhmm", "hh", "%h"], CultureInfo.InvariantCulture, out var offset) && offset <= Most
                ? TimeZoneInfo.CreateCustomTimeZone($"UTC{typed}", typed[0] == '-' ? -offset : offset, typed, typed)
                : null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(typed, out var zone) ? zone : null;
    }
}
