using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Reads the status line of a response.</summary>
internal static class StatusLine
{
    private const int ShortestLength = 12; // HTTP/1.1 200
    private const int NameLength = 5; // HTTP/

    /// <summary>
    /// True while the bytes so far can still become a status line of HTTP/1.x, or are too few to tell a wrong version from no HTTP at all.
    /// </summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes)
    {
        var want = "HTTP/1."u8;
        var length = Math.Min(bytes.Length, want.Length);
        return bytes[..length].SequenceEqual(want[..length])
            || (length < NameLength && Ascii.EqualsIgnoreCase(bytes, want[..length]));
    }

    /// <summary>
    /// status-line = HTTP-version SP status-code SP [ reason-phrase ]   (RFC 9112 §4)
    /// </summary>
    /// <returns>Null when good; the violation otherwise.</returns>
    public static Violation? Read(ReadOnlySpan<byte> line, ResponseHead head)
    {
        // HTTP-version = HTTP-name "/" DIGIT "." DIGIT   (RFC 9112 §2.3): 1.10 is not 1.1
        if (!CanBegin(line) || line.Length < 8 || line[7] is not ((byte)'0' or (byte)'1') || (line.Length > 8 && Grammar.IsDigit(line[8])))
        {
            return Refuse(line);
        }

        if (line.Length < ShortestLength || line[8] != (byte)' ' || !Grammar.IsDigit(line[9]) || !Grammar.IsDigit(line[10]) || !Grammar.IsDigit(line[11]))
        {
            return Broken(ViolationKind.BadStatusLine, line, 8, "expected a space and three digits after the version");
        }

        if (line.Length > 12 && line[12] != (byte)' ')
        {
            return Broken(ViolationKind.BadStatusCode, line, 9, "the status code has more than three digits or something else follows it");
        }

        var status = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + (line[11] - '0');
        if (status is < 100 or > 599)
        {
            return Broken(ViolationKind.BadStatusCode, line, 9, $"status code {status:000} is not in 100 to 599");
        }

        var bad = line[12..].IndexOfAny(Grammar.NotInValue);
        if (bad >= 0)
        {
            return Broken(ViolationKind.BadStatusLine, line, 12 + bad, $"control byte 0x{line[12 + bad]:X2} in the reason phrase");
        }

        head.Status = status;
        head.MinorVersion = line[7] - '0';
        head.ReasonSpaceMissing = line.Length == ShortestLength;
        return null;
    }

    /// <summary>Says why bytes that cannot begin a status line of HTTP/1.0 or 1.1 are refused, and what they look like.</summary>
    public static Violation Refuse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= NameLength && Ascii.EqualsIgnoreCase(bytes[..NameLength], "HTTP/"u8))
        {
            return Broken(ViolationKind.BadVersion, bytes, 0, "expected HTTP/1.0 or HTTP/1.1, in upper case");
        }

        return Broken(ViolationKind.BadStatusLine, bytes, 0, "the response does not begin with HTTP/1.") with { Protocol = ForeignProtocol.Recognise(bytes) };
    }

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> bytes, int at, string detail) =>
        new(kind, at, null, detail, Sample.Around(bytes, at));
}
