using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>What can be wrong with the head of a CGI response beyond its field lines.</summary>
public static class CgiFaults
{
    /// <summary>The output ended before its head did, or there was none.</summary>
    /// <param name="output">All of STDOUT.</param>
    public static Violation Unfinished(ReadOnlySpan<byte> output) => new(
        ViolationKind.CgiUnfinished, output.Length, null,
        output.IsEmpty ? "the script ended without any output" : "the script's output ended inside its header fields, before the empty line", Sample.Around(output, 0));

    /// <summary>There is less content than Content-Length says.</summary>
    /// <param name="received">Bytes of content.</param>
    /// <param name="declared">Bytes declared.</param>
    public static Violation Short(long received, long declared) => new(
        ViolationKind.CgiShort, received, "Content-Length", $"the output ended after {received} of the {declared} bytes that Content-Length declares", $"Content-Length: {declared}");

    /// <summary>The script failed after its head had been sent, and settings ask for such an answer to be broken off.</summary>
    /// <param name="received">Bytes of content.</param>
    public static Violation Fatal(long received) => new(
        ViolationKind.CgiFatal, received, null, "the script reported a fatal error after its output had begun", "");

    internal static Violation NoFields(ReadOnlySpan<byte> output, string found) => new(
        ViolationKind.CgiNoFields, 0, null, $"the script's output has no header fields: it {found}", Sample.Around(output, 0));

    /// <summary>True when the first line cannot be a field at all: then the output has no head, and is not a head with a bad field.</summary>
    internal static bool IsNoField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon <= 0 || line[..colon].ContainsAny((byte)'<', (byte)'/') || (line[..colon].Contains((byte)' ') && !IsMeantAsName(line[..colon]));
    }

    // "X Bad: 1" is a field that a plugin got wrong; "hello world: today" and "PHP Warning: …" are text. Names of fields are written with capitals.
    private static bool IsMeantAsName(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd((byte)' ');
        if (name.StartsWith("PHP "u8))
        {
            return false;
        }

        foreach (var word in name.Split((byte)' '))
        {
            if (name[word] is not [>= (byte)'A' and <= (byte)'Z', ..] || name[word].ContainsAnyExcept(Grammar.Token))
            {
                return false;
            }
        }

        return true;
    }

    internal static string Describe(ReadOnlySpan<byte> line) => line switch
    {
        _ when line.StartsWith("HTTP/"u8) => "begins with a status line of HTTP (php.ini cgi.rfc2616_headers must be 0)",
        _ when line.StartsWith("\uFEFF"u8) => "begins with a byte order mark",
        _ => ForeignProtocol.Recognise(line) is { } kind ? $"begins with the page itself ({kind})" : "begins with a line that is none",
    };

    // Status = "Status:" status-code SP reason-phrase NL ; status-code = 3digit   (RFC 3875 §6.3.3). PHP sends no white space or one SP before it.
    internal static Violation? ReadStatus(ReadOnlySpan<byte> output, HeadLine line, ResponseHead head)
    {
        var value = output[(line.Start + 7)..line.End].TrimStart(Grammar.Ows);
        var digits = value.Length < 3 || !Grammar.IsDigit(value[0]) || !Grammar.IsDigit(value[1]) || !Grammar.IsDigit(value[2]) || (value.Length > 3 && value[3] != ' ')
            ? 0
            : ((value[0] - '0') * 100) + ((value[1] - '0') * 10) + (value[2] - '0');

        // 1xx are no final responses, and CGI has no others.
        if (digits is < 200 or > 599)
        {
            var detail = digits == 0 ? "the Status field does not begin with three digits" : $"Status {digits:000} is not in 200 to 599";
            return new Violation(ViolationKind.CgiStatus, line.Start, "Status", detail, Sample.Around(output, line.Start));
        }

        head.Status = digits;
        return null;
    }
}
