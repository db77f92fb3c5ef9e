using System.Globalization;
using System.Text.RegularExpressions;

namespace Goodgate.Logs.Times;

/// <summary>Times as the systems write them. Null for what is none; a date that does not exist is none.</summary>
internal static partial class LogTimes
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>Unix seconds that are still a date in a log: 1990 to 2100.</summary>
    private const double Oldest = 631_152_000;
    private const double Newest = 4_102_444_800;

    /// <summary><c>20/Nov/2026:23:26:54 +0000</c>, the zone may be missing, the seconds may have a fraction (HAProxy).</summary>
    public static (DateTime? Written, DateTimeOffset? Utc) Common(string text)
    {
        var match = CommonForm().Match(text);
        if (!match.Success || Date(match, Month(match)) is not { } written)
        {
            return (null, null);
        }

        var zone = match.Groups["zone"].ValueSpan;
        return (written, zone.Length == 0 ? null : At(written, Zone(zone)));
    }

    /// <summary><c>2026/11/20 23:26:54</c> (nginx, Go).</summary>
    public static DateTime? Slashed(string text) => SlashedForm().Match(text) is { Success: true } match ? Date(match, Number(match, "month")) : null;

    /// <summary><c>Fri Nov 20 23:16:30.649736 2026</c> (Apache, uWSGI).</summary>
    public static DateTime? Asctime(string text) => AsctimeForm().Match(text) is { Success: true } match ? Date(match, Month(match)) : null;

    /// <summary><c>20-Nov-2026 23:22:27.123456</c> (PHP-FPM), or with <c> UTC</c> behind (PHP).</summary>
    public static (DateTime? Written, bool IsUtc) Dashed(string text) =>
        DashedForm().Match(text) is { Success: true } match ? (Date(match, Month(match)), match.Groups["utc"].Success) : (null, false);

    /// <summary><c>2026-11-20T23:26:54.123Z</c>, <c>2026-11-20 23:26:54 +0000</c>, <c>2026-11-20  7:26:54</c> (MariaDB); without a zone only <c>Written</c> is known.</summary>
    public static (DateTime? Written, DateTimeOffset? Utc) Iso(string text)
    {
        var match = IsoForm().Match(text);
        if (!match.Success || Date(match, Number(match, "month")) is not { } written)
        {
            return (null, null);
        }

        var zone = match.Groups["zone"].ValueSpan;
        return (written, zone.Length == 0 ? null : At(written, zone is "Z" or "z" ? TimeSpan.Zero : Zone(zone)));
    }

    /// <summary><c>Nov 20 23:17:59</c>: the newest such day that is not after <paramref name="now"/> (a day's grace for clocks and zones).</summary>
    public static DateTime? Syslog(string text, DateTimeOffset now)
    {
        var match = SyslogForm().Match(text);
        if (!match.Success)
        {
            return null;
        }

        for (var year = now.Year + 1; year >= now.Year - 4; year--)
        {
            if (Date(match, Month(match), year) is { } written && written <= now.UtcDateTime.AddDays(1))
            {
                return written;
            }
        }

        return null;
    }

    /// <summary>Unix time in seconds, milliseconds, microseconds or nanoseconds, told apart by size.</summary>
    public static DateTimeOffset? Unix(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return null;
        }

        foreach (var unit in (ReadOnlySpan<double>)[1, 1e3, 1e6, 1e9])
        {
            if (number / unit is >= Oldest and <= Newest)
            {
                return DateTimeOffset.UnixEpoch.AddTicks((long)(number / unit * TimeSpan.TicksPerSecond));
            }
        }

        return null;
    }

    /// <summary>A value of JSON: ISO 8601, or Unix time.</summary>
    public static DateTimeOffset? Any(string? text) => text is null ? null : Iso(text).Utc ?? Unix(text) ?? Common(text).Utc;

    /// <summary>1 to 12; 0 for no month.</summary>
    public static int Month(ReadOnlySpan<char> name) => name.Length == 3 && Months.AsSpan().IndexOf(name) is >= 0 and var at && at % 3 == 0 ? (at / 3) + 1 : 0;

    private static int Month(Match match) => Month(match.Groups["name"].ValueSpan);

    private static DateTime? Date(Match match, int month, int? year = null)
    {
        var (y, day) = (year ?? Number(match, "year"), Number(match, "day"));
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));

        // A leap second (60) is the last of its minute.
        if (y is < 1990 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(y, month) || hour > 23 || minute > 59 || second > 60)
        {
            return null;
        }

        var fraction = match.Groups["fraction"].ValueSpan;
        var ticks = fraction.Length > 1 && double.TryParse($"0.{fraction[1..]}", CultureInfo.InvariantCulture, out var part) ? (long)(part * TimeSpan.TicksPerSecond) : 0;
        return new DateTime(y, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Unspecified).AddTicks(ticks);
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static TimeSpan Zone(ReadOnlySpan<char> zone)
    {
        Span<char> digits = stackalloc char[4];
        var count = 0;
        foreach (var c in zone)
        {
            if (char.IsAsciiDigit(c) && count < 4)
            {
                digits[count++] = c;
            }
        }

        if (count is not (2 or 4))
        {
            return TimeSpan.Zero;
        }

        var minutes = (int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60) + (count == 4 ? int.Parse(digits[2..4], CultureInfo.InvariantCulture) : 0);
        return TimeSpan.FromMinutes(zone.Contains('-') ? -minutes : minutes);
    }

    private static DateTimeOffset? At(DateTime written, TimeSpan zone) =>
        zone.Duration() <= TimeSpan.FromHours(14) ? new DateTimeOffset(written, zone).ToUniversalTime() : null;

    [GeneratedRegex(@"(?<day>\d{1,2})/(?<name>[A-Z][a-z]{2})/(?<year>\d{4}):(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})?(?: (?<zone>[+-]\d{4}))?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommonForm();

    [GeneratedRegex(@"(?<year>\d{4})/(?<month>\d\d)/(?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SlashedForm();

    [GeneratedRegex(@"[A-Z][a-z]{2} (?<name>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})? (?<year>\d{4})",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsctimeForm();

    [GeneratedRegex(@"(?<day>\d{2})-(?<name>[A-Z][a-z]{2})-(?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})?(?: (?<utc>UTC|GMT))?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DashedForm();

    [GeneratedRegex(@"(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>[\d ]\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>[.,]\d{1,9})?(?: ?(?<zone>[Zz]|[+-]\d\d:?\d\d))?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"(?<name>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d{1,9})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SyslogForm();
}
