namespace Goodgate.Logs.Access;

/// <summary>
/// Dismisses access lines of success without reading them: one search for each quote, one look at the status. Anything unusual is left to the readers.
/// </summary>
internal static class AccessScan
{
    /// <summary>Length of <c>20/Nov/2026:23:26</c>: the minute.</summary>
    public const int MinuteLength = 17;

    /// <summary>Length of <c>20/Nov/2026:23:26:54 +0000] </c> before the quote of the request.</summary>
    private const int StampLength = 28;

    /// <summary>The request's quote stands within this: a virtual host, an IPv6 address, a user name and the time fit.</summary>
    private const int LongestHead = 512;

    /// <summary>True for a plain access line whose status is no failure.</summary>
    /// <param name="line">One line, without its line feed.</param>
    /// <param name="stamp">Place of the time in the line: the day's first digit; -1 when it has another form.</param>
    public static bool IsQuiet(ReadOnlySpan<byte> line, out int stamp)
    {
        stamp = -1;
        var head = line.Length > LongestHead ? line[..LongestHead] : line;
        var quote = head.IndexOf((byte)'"');
        if (quote < StampLength + 1 || line[quote - 1] != ' ' || line[quote - 2] != ']')
        {
            return false;
        }

        var rest = line[(quote + 1)..];
        var end = rest.IndexOf((byte)'"');

        // " 200 5: the next field begins with a digit (or -), which tells it from Envoy's flags.
        if (end < 0 || end + 6 >= rest.Length || rest[end + 1] != ' ' || rest[end + 5] != ' ' || !(IsDigit(rest[end + 6]) || (rest[end + 6] == '-' && end + 7 < rest.Length && rest[end + 7] == ' ')))
        {
            return false;
        }

        var (hundreds, tens, ones) = (rest[end + 2], rest[end + 3], rest[end + 4]);
        if (hundreds is < (byte)'1' or > (byte)'4' || !IsDigit(tens) || !IsDigit(ones) || (hundreds == '4' && tens == '9' && ones == '9'))
        {
            return false;
        }

        if (line[quote - StampLength - 1] == '[' && line[quote - StampLength + 2] == '/')
        {
            stamp = quote - StampLength;
        }

        return true;
    }

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;
}
