namespace Goodgate.Wire.Http1;

/// <summary>
/// Reads a time as HTTP writes it (RFC 9110 §5.6.7): IMF-fixdate, and the two obsolete forms every recipient must take. Strict in form, as a cache must be
/// that would otherwise keep what was to expire; letters may have any case. Whether the name of the day is right is not asked.
/// </summary>
public static class HttpDateReader
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The value, without white space around it.</param>
    /// <param name="now">The time now: a year of two digits is the one that lies at most 50 years ahead of it.</param>
    /// <returns>Null when it is no such time.</returns>
    public static DateTimeOffset? Read(ReadOnlySpan<byte> text, DateTimeOffset now)
    {
        if (text.Length < 24 || text.Length > 33)
        {
            return null;
        }

        return text.Length == 29 && text[3] == ',' ? Fixed(text)
            : text.IndexOf((byte)',') is >= 6 and <= 9 and var comma ? Long(text, comma, now)
            : text.Length == 24 ? Asctime(text)
            : null;
    }

    // Sun, 06 Nov 1994 08:49:37 GMT
    private static DateTimeOffset? Fixed(ReadOnlySpan<byte> text) =>
        text[4] == ' ' && text[7] == ' ' && text[11] == ' ' && text[16] == ' ' && IsDay(text[..3]) && IsGmt(text[25..])
            ? Make(Number(text.Slice(12, 4)), Month(text.Slice(8, 3)), Number(text.Slice(5, 2)), text.Slice(17, 8))
            : null;

    // Sunday, 06-Nov-94 08:49:37 GMT
    private static DateTimeOffset? Long(ReadOnlySpan<byte> text, int comma, DateTimeOffset now)
    {
        var rest = text[(comma + 1)..];
        if (rest.Length != 23 || rest[0] != ' ' || rest[3] != '-' || rest[7] != '-' || rest[10] != ' ' || !IsDay(text[..3]) || !IsGmt(rest[19..]))
        {
            return null;
        }

        var year = Number(rest.Slice(8, 2));
        if (year < 0)
        {
            return null;
        }

        year += now.Year / 100 * 100;
        year = year > now.Year + 50 ? year - 100 : year <= now.Year - 50 ? year + 100 : year;
        return Make(year, Month(rest.Slice(4, 3)), Number(rest.Slice(1, 2)), rest.Slice(11, 8));
    }

    // Sun Nov  6 08:49:37 1994
    private static DateTimeOffset? Asctime(ReadOnlySpan<byte> text) =>
        text[3] == ' ' && text[7] == ' ' && text[10] == ' ' && text[19] == ' ' && IsDay(text[..3])
            ? Make(Number(text[20..]), Month(text.Slice(4, 3)), Number(text[8] == ' ' ? text.Slice(9, 1) : text.Slice(8, 2)), text.Slice(11, 8))
            : null;

    private static DateTimeOffset? Make(int year, int month, int day, ReadOnlySpan<byte> time)
    {
        var (hour, minute, second) = (Number(time[..2]), Number(time.Slice(3, 2)), Number(time.Slice(6, 2)));
        if (time[2] != ':' || time[5] != ':' || year < 1 || month < 1 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60
            || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        // A leap second is the second before it.
        return new DateTimeOffset(year, month, day, hour, minute, Math.Min(second, 59), TimeSpan.Zero);
    }

    // -1 when it is none.
    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!Grammar.IsDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }

    private static int Month(ReadOnlySpan<byte> name) => Place(name, "janfebmaraprmayjunjulaugsepoctnovdec"u8);

    private static bool IsDay(ReadOnlySpan<byte> name) => Place(name, "montuewedthufrisatsun"u8) > 0;

    private static bool IsGmt(ReadOnlySpan<byte> end) => end.Length == 4 && end[0] == ' ' && System.Text.Ascii.EqualsIgnoreCase(end[1..], "GMT"u8);

    private static int Place(ReadOnlySpan<byte> name, ReadOnlySpan<byte> names)
    {
        for (var i = 0; i < names.Length; i += 3)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name, names.Slice(i, 3)))
            {
                return (i / 3) + 1;
            }
        }

        return 0;
    }
}
