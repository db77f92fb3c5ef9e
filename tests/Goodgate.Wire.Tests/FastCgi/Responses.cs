using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;
using static Goodgate.Wire.Http1.ViolationKind;
using static Goodgate.Wire.Tests.FastCgi.Records;

namespace Goodgate.Wire.Tests.FastCgi;

/// <summary>A response that is good.</summary>
/// <param name="Name">Says what is special.</param>
/// <param name="Bytes">Records, each character a byte.</param>
/// <param name="Status">Status of the head.</param>
/// <param name="Content">STDOUT behind the head.</param>
internal sealed record ValidAnswer(string Name, string Bytes, int Status = 200, string Content = "ok")
{
    public string Fields { get; init; } = "Content-Type=text/plain;";

    public string Errors { get; init; } = "";

    public EndOfRequest End { get; init; }

    /// <summary>Bytes behind the response: they must not be taken.</summary>
    public string Excess { get; init; } = "";

    public Leniency Lenient { get; init; }
}

/// <summary>A response that breaks a rule.</summary>
/// <param name="Name">Says which.</param>
/// <param name="Bytes">Records, each character a byte.</param>
/// <param name="Kind">The rule.</param>
/// <param name="Offset">Where: in the records for those of FastCGI, in STDOUT for those of CGI.</param>
internal sealed record InvalidAnswer(string Name, string Bytes, ViolationKind Kind, long Offset)
{
    public string? Field { get; init; }

    public string? Protocol { get; init; }

    public HeadLimits Limits { get; init; } = Http1.Reading.Usual;
}

/// <summary>Responses of FastCGI servers, good and bad.</summary>
internal static class Responses
{
    public static readonly ValidAnswer[] Valid =
    [
        new("one record and the end", Out(Head + "ok") + End()),
        new("padding everywhere", Out(Head + "ok", 7) + End(padding: 255)),
        new("head split over records", Out("Content-") + Out("Type: text/plain\r") + Out("\n\r\n") + Out("o") + Out("k") + End()),
        new("empty records between others", Out("") + Err("") + Out(Head) + Err("") + Out("") + Out("ok") + Out("") + Err("") + End()),
        new("padding of empty records", Out("", 8) + Out(Head + "ok") + Err("", 3) + End()),
        new("errors before the head", Err("PHP Warning:  x") + Out(Head + "ok") + End()) { Errors = "PHP Warning:  x" },
        new("errors in pieces", Err("PHP ") + Out(Head) + Err("Notice", 2) + Out("ok") + Err(".") + End()) { Errors = "PHP Notice." },
        new("management records", Record(RecordType.UnknownType, "\x0C\0\0\0\0\0\0\0", id: 0) + Out(Head + "ok") + Record(RecordType.GetValuesResult, "", id: 0) + End()),
        new("application status", Out(Head + "ok") + End(0x01020304)) { End = new EndOfRequest(0x01020304, ProtocolStatus.RequestComplete) },
        new("overloaded after all", Out(Head + "ok") + End(0, ProtocolStatus.Overloaded)) { End = new EndOfRequest(0, ProtocolStatus.Overloaded) },
        new("unknown protocol status", Out(Head + "ok") + End(0, (ProtocolStatus)9)) { End = new EndOfRequest(0, (ProtocolStatus)9) },
        new("bytes behind the end", Out(Head + "ok") + End()) { Excess = "surplus" },
        new("a second response behind the end", Out(Head + "ok") + End()) { Excess = Out(Head + "other") + End() },
        new("line ends without CR", Out("Content-Type: text/plain\n\nok") + End()),
        new("line ends of both kinds", Out("Content-Type: text/plain\nStatus: 201 Created\r\n\nok") + End(), 201),
        new("status", Out("Status: 404 Not Found\r\n" + Head + "ok") + End(), 404),
        new("status without white space", Out("Status:404\r\n" + Head + "ok") + End(), 404),
        new("status in other letters", Out("STATUS: 500 x\r\n" + Head + "ok") + End(), 500),
        new("status alone", Out("Status: 204 No Content\r\n\r\n") + End(), 204, "") { Fields = "" },
        new("two of them", Out("Status: 500 x\r\nStatus: 503 y\r\n" + Head + "ok") + End(), 503),
        new("status is not the beginning of a name", Out("Status-Of: 1\r\n" + Head + "ok") + End()) { Fields = "Status-Of=1;Content-Type=text/plain;" },
        new("redirect without a status", Out("Location: /there\r\n\r\n") + End(), 302, "") { Fields = "Location=/there;" },
        new("redirect with a status", Out("Location: /there\r\nStatus: 301 Moved\r\n\r\n") + End(), 301, "") { Fields = "Location=/there;" },
        new("no content", Out(Head) + End(), 200, ""),
        new("content that looks like a head", Out(Head + "A: b\r\n\r\n") + End(), 200, "A: b\r\n\r\n"),
        new("folded field", Out("X: a\r\n b\r\n" + Head + "ok") + End()) { Lenient = Leniency.ObsFold, Fields = "X=a   b;Content-Type=text/plain;" },
    ];

    public static readonly InvalidAnswer[] Invalid =
    [
        new("HTTP in place of FastCGI", "HTTP/1.1 400 Bad Request\r\n\r\n", FastCgiVersion, 0) { Protocol = "http" },
        new("SSH in place of FastCGI", "SSH-2.0-OpenSSH_9.6\r\n", FastCgiVersion, 0) { Protocol = "ssh" },
        new("TLS in place of FastCGI", "\x15\x03\x03\0\x02\x02\x0A\0", FastCgiVersion, 0) { Protocol = "tls" },
        new("version 0", Record(RecordType.StandardOutput, "x", version: 0), FastCgiVersion, 0),
        new("version 2 later", Out(Head + "ok") + Record(RecordType.EndRequest, "\0\0\0\0\0\0\0\0", version: 2), FastCgiVersion, 38),
        new("padding that is not there", Record(RecordType.StandardOutput, Head, 0).Replace("\0\x1C\0\0", "\0\x1C\x08\0", StringComparison.Ordinal) + End() + End(), FastCgiVersion, 44),
        new("type 0", Record(0, "x"), FastCgiType, 1),
        new("type 12", Out("A: b") + Record((RecordType)12, ""), FastCgiType, 13),
        new("our own request sent back", Record(RecordType.BeginRequest, "\0\x01\0\0\0\0\0\0"), FastCgiType, 1),
        new("parameters sent back", Record(RecordType.Params, "x"), FastCgiType, 1),
        new("input sent back", Record(RecordType.StandardInput, "x"), FastCgiType, 1),
        new("another request", Record(RecordType.StandardOutput, "x", id: 2), FastCgiRequestId, 2),
        new("output without a request", Record(RecordType.StandardOutput, "x", id: 0), FastCgiRequestId, 2),
        new("end of another request", Out(Head) + Record(RecordType.EndRequest, "\0\0\0\0\0\0\0\0", id: 0x101), FastCgiRequestId, 38),
        new("end without content", Record(RecordType.EndRequest, ""), FastCgiEnd, 4),
        new("end of 16 bytes", Record(RecordType.EndRequest, new string('\0', 16)), FastCgiEnd, 4),
        new("a page without a head", Out("<html><body>ok</body></html>\n") + End(), CgiNoFields, 0),
        new("a PHP message without a head", Out("<br />\n<b>Fatal error</b>:  Uncaught\n") + End(), CgiNoFields, 0),
        new("an empty line first", Out("\r\n" + Head) + End(), CgiNoFields, 0),
        new("a status line of HTTP", Out("HTTP/1.1 200 OK\r\n" + Head) + End(), CgiNoFields, 0),
        new("a byte order mark", Out("\xEF\xBB\xBF<p>hello</p>\n" + Head) + End(), CgiNoFields, 0),
        new("a sentence", Out("hello world: today\n") + End(), CgiNoFields, 0),
        new("a warning of PHP", Out("PHP Warning: Undefined\n") + End(), CgiNoFields, 0),
        new("a name with a space in the first line", Out("X Bad: 1\r\n" + Head) + End(), BadFieldName, 1) { Field = "X Bad" },
        new("a space before the colon in the first line", Out("X-Bad : 1\r\n" + Head) + End(), SpaceBeforeColon, 5) { Field = "X-Bad" },
        new("status without digits", Out("Status: OK\r\n\r\n"), CgiStatus, 0) { Field = "Status" },
        new("status of four digits", Out("Status: 2000\r\n\r\n"), CgiStatus, 0) { Field = "Status" },
        new("status empty", Out(Head[..^2] + "Status:\r\n\r\n"), CgiStatus, 26) { Field = "Status" },
        new("status too low", Out("Status: 100 Continue\r\n\r\n"), CgiStatus, 0) { Field = "Status" },
        new("status too high", Out("Status: 600 x\r\n\r\n"), CgiStatus, 0) { Field = "Status" },
        new("NUL in a value", Out("A: b\r\nX-Plugin: a\0b\r\n\r\n"), BadFieldValue, 17) { Field = "X-Plugin" },
        new("CR in a value", Out("X: a\rb\r\n\r\n"), BadFieldValue, 4) { Field = "X" },
        new("control byte in a name", Out("A: b\r\nX\x01Y: a\r\n\r\n"), BadFieldName, 7) { Field = "X\\x01Y" },
        new("a line without a colon", Out("A: b\r\nnonsense\r\n\r\n"), MissingColon, 6),
        new("a field without a name", Out("A: b\r\n: x\r\n\r\n"), EmptyFieldName, 6),
        new("white space before the colon", Out("A: b\r\nX : x\r\n\r\n"), SpaceBeforeColon, 7) { Field = "X" },
        new("a folded field", Out("A: b\r\n c\r\n\r\n"), ObsFold, 6) { Field = "A" },
        new("too large", Out("A: " + new string('x', 100) + "\r\n\r\n"), HeadTooLarge, 64) { Field = "A", Limits = new HeadLimits(64, 10) },
        new("too large in many records", string.Concat(Enumerable.Repeat(Out("A: xxxxxxx\r\n"), 9)), HeadTooLarge, 64) { Field = "A", Limits = new HeadLimits(64, 10) },
        new("too many fields", Out("A: 1\r\nB: 2\r\nC: 3\r\n\r\n"), TooManyFields, 12) { Limits = new HeadLimits(640, 2) },
    ];
}
