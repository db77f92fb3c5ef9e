using Goodgate.Wire.Http1;
using static Goodgate.Wire.Http1.ViolationKind;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>One or more requests for each kind of violation that the readers and the framing decide. Offsets are counted by hand.</summary>
internal static class InvalidRequests
{
    private const string Get = "GET / HTTP/1.1\r\n"; // 16 bytes
    private const string Host = "Host: a\r\n"; // 9 bytes: the next line begins at 25
    private const string Chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static readonly InvalidRequest[] All = [.. Lines, .. Targets, .. Fields, .. Hosts, .. Bounds, .. Bodies, .. SmuggledRequests.All];

    private static InvalidRequest[] Lines =>
    [
        new("TLS on a cleartext port", "\x16\x03\x01\x02\0\x01\0\x01\xFC\x03\x03", BadMethod, 0) { Protocol = "tls" },
        new("TLS behind an empty line", "\r\n\x16\x03\x03\0\x05hello", BadMethod, 2) { Protocol = "tls" },
        new("HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", VersionNotSupported, 6) { Protocol = "http2" },
        new("SSH client", "SSH-2.0-OpenSSH_9.2p1\r\n", BadRequestLine, 21) { Protocol = "ssh" },
        new("HTML", "<html>", BadMethod, 0) { Protocol = "html" },
        new("HTTP/0.9", "GET /\r\n", BadRequestLine, 5),
        new("method alone", "GET\r\n\r\n", BadRequestLine, 3),
        new("space first", " GET / HTTP/1.1\r\n", BadMethod, 0),
        new("tab behind the method", "GET\t/ HTTP/1.1\r\n", BadMethod, 3),
        new("quotes in the method", "G\"T / HTTP/1.1\r\n", BadMethod, 1),
        new("NUL in the method", "GE\0T / HTTP/1.1\r\n", BadMethod, 2),
        new("CR first", "\rGET / HTTP/1.1\r\n", BadMethod, 0),
        new("a response", "HTTP/1.1 200 OK\r\n\r\n", BadMethod, 4),
        new("two spaces behind the method", "GET  / HTTP/1.1\r\n", BadRequestLine, 4),
        new("two spaces before the version", "GET /  HTTP/1.1\r\n", BadRequestLine, 5),
        new("space behind the version", "GET / HTTP/1.1 \r\n", BadRequestLine, 14),
        new("words behind the version", "GET / HTTP/1.1 or so\r\n", BadRequestLine, 14),
        new("space in the target", "GET /a b HTTP/1.1\r\n", BadRequestLine, 6),
        new("second request in the target", "GET /a HTTP/1.1 /b HTTP/1.1\r\n", BadRequestLine, 15),
        new("no target", "GET HTTP/1.1\r\n", BadRequestLine, 12),
        new("line ends in LF", "GET / HTTP/1.1\nHost: a\r\n\r\n", BareLf, 14),
        new("empty line ends in LF", "\nGET / HTTP/1.1\r\n", BareLf, 0),
        new("too many empty lines", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\n", BadRequestLine, 6),
        new("HTTP/1.2", "GET / HTTP/1.2\r\n", VersionNotSupported, 6),
        new("HTTP/2", "GET / HTTP/2\r\n", VersionNotSupported, 6),
        new("HTTP/0.9, named", "GET / HTTP/0.9\r\n", VersionNotSupported, 6),
        new("version in lower case", "GET / http/1.1\r\n", BadVersion, 6),
        new("HTTP/1.10", "GET / HTTP/1.10\r\n", BadVersion, 6),
        new("HTTP/1,1", "GET / HTTP/1,1\r\n", BadVersion, 6),
        new("CR behind the version", "GET / HTTP/1.1\r\r\n", BadVersion, 6),
        new("tab before the version", "GET /\tHTTP/1.1\r\n", BadRequestLine, 14),
        new("version before target: the version is said first", "GET # HTTP/3.0\r\n", VersionNotSupported, 6),
    ];

    private static InvalidRequest[] Targets =>
    [
        new("control in the target", "GET /\x01 HTTP/1.1\r\n", BadTarget, 5),
        new("NUL in the target", "GET /a\0b HTTP/1.1\r\n", BadTarget, 6),
        new("tab in the target", "GET /a\tb HTTP/1.1\r\n", BadTarget, 6),
        new("bare CR in the target", "GET /a\rb HTTP/1.1\r\n", BadTarget, 6),
        new("DEL in the target", "GET /\x7F HTTP/1.1\r\n", BadTarget, 5),
        new("raw UTF-8 in the target", "GET /\xC3\xA9 HTTP/1.1\r\n", BadTarget, 5),
        new("fragment", "GET /a#b HTTP/1.1\r\n", FragmentInTarget, 6),
        new("path without a slash", "GET a/b HTTP/1.1\r\n", BadTargetForm, 4),
        new("query alone", "GET ?a=b HTTP/1.1\r\n", BadTargetForm, 4),
        new("asterisk of GET", "GET * HTTP/1.1\r\n", BadTargetForm, 4),
        new("two asterisks", "OPTIONS ** HTTP/1.1\r\n", BadTargetForm, 8),
        new("authority of GET", "GET example.com:80 HTTP/1.1\r\n", BadTargetForm, 4),
        new("path of CONNECT", "CONNECT / HTTP/1.1\r\n", BadTargetForm, 8),
        new("asterisk of CONNECT", "CONNECT * HTTP/1.1\r\n", BadTargetForm, 8),
        new("URI of CONNECT", "CONNECT http://a:80/ HTTP/1.1\r\n", BadTargetForm, 8),
        new("CONNECT without a port", "CONNECT example.com HTTP/1.1\r\n", BadTargetForm, 8),
        new("CONNECT with an empty port", "CONNECT example.com: HTTP/1.1\r\n", BadTargetForm, 8),
        new("URI of another scheme", "GET ftp://a/b HTTP/1.1\r\n", BadTargetForm, 4),
        new("URI without an authority", "GET http:///b HTTP/1.1\r\n", BadTargetForm, 4),
        new("URI with an empty host", "GET http://:80/b HTTP/1.1\r\n", BadTargetForm, 4),
        new("URI with one slash", "GET http:/a/b HTTP/1.1\r\n", BadTargetForm, 4),
        new("URI with userinfo", "GET http://a@b/ HTTP/1.1\r\nHost: b\r\n\r\n", BadTargetForm, 4),
        new("URI with a backslash before the path", "GET http://a\\@b/ HTTP/1.1\r\nHost: a\r\n\r\n", BadTargetForm, 4),
        new("URI with a bad port", "GET http://a:b/ HTTP/1.1\r\nHost: a\r\n\r\n", BadTargetForm, 4),
    ];

    private static InvalidRequest[] Fields =>
    [
        new("empty name", Get + ": b\r\n\r\n", EmptyFieldName, 16),
        new("NUL in a name", Get + "A\0B: c\r\n\r\n", BadFieldName, 17, "A\\x00B"),
        new("space in a name", Get + "A B: c\r\n\r\n", BadFieldName, 17, "A B"),
        new("NUL in a value", Get + "A: b\0c\r\n\r\n", BadFieldValue, 20, "A"),
        new("bare CR in a value", Get + "A: b\rHost: c\r\n\r\n", BadFieldValue, 20, "A"),
        new("CR CR LF", Get + "A: b\r\r\n\r\n", BadFieldValue, 20, "A"),
        new("no colon", Get + "A b\r\n\r\n", MissingColon, 16),
        new("request line twice", Get + Get + "\r\n", MissingColon, 16),
        new("space before the colon", Get + "Host : a\r\n\r\n", SpaceBeforeColon, 20, "Host"),
        new("folded value", Get + Host + "A: b\r\n c\r\n\r\n", ObsFold, 31, "A"),
        new("folded Host", Get + "Host:\r\n a\r\n\r\n", ObsFold, 23, "Host"),
        new("white space before the first field", Get + " Host: a\r\n\r\n", LeadingSpace, 16),
        new("field line ends in LF", Get + "Host: a\n\r\n", BareLf, 23),
        new("last empty line ends in LF", Get + Host + "\n", BareLf, 25),
        new("lines all end in LF", "GET / HTTP/1.1\nHost: a\n\n", BareLf, 14),
    ];

    private static InvalidRequest[] Hosts =>
    [
        new("no Host", Get + "A: b\r\n\r\n", MissingHost, 22, "Host"),
        new("no field at all", Get + "\r\n", MissingHost, 16, "Host"),
        new("two Hosts", Get + Host + "A: b\r\nhost: b\r\n\r\n", SeveralHosts, 31, "Host"),
        new("the same Host twice", Get + Host + Host + "\r\n", SeveralHosts, 25, "Host"),
        new("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\n" + Host + Host + "\r\n", SeveralHosts, 25, "Host"),
        new("list of Hosts", Get + "Host: a, b\r\n\r\n", BadHost, 24, "Host"),
        new("path in Host", Get + "Host: a/b\r\n\r\n", BadHost, 23, "Host"),
        new("userinfo in Host", Get + "Host: a@b\r\n\r\n", BadHost, 23, "Host"),
        new("port in letters", Get + "Host: a:b\r\n\r\n", BadHost, 24, "Host"),
        new("port with a sign", Get + "Host: a:+80\r\n\r\n", BadHost, 24, "Host"),
        new("port beyond 16 bits", Get + "Host: a:65536\r\n\r\n", BadHost, 28, "Host"),
        new("two ports", Get + "Host: a:80:80\r\n\r\n", BadHost, 26, "Host"),
        new("port alone", Get + "Host: :80\r\n\r\n", BadHost, 22, "Host"),
        new("raw bytes in Host", Get + "Host: \xE9\r\n\r\n", BadHost, 22, "Host"),
        new("percent without digits", Get + "Host: a%4\r\n\r\n", BadHost, 23, "Host"),
        new("percent with other letters", Get + "Host: a%4g\r\n\r\n", BadHost, 23, "Host"),
        new("IPv6 without brackets", Get + "Host: ::1\r\n\r\n", BadHost, 22, "Host"),
        new("bracket without end", Get + "Host: [::1\r\n\r\n", BadHost, 26, "Host"),
        new("empty brackets", Get + "Host: []\r\n\r\n", BadHost, 23, "Host"),
        new("name in brackets", Get + "Host: [name]\r\n\r\n", BadHost, 23, "Host"),
        new("IPv4 in brackets", Get + "Host: [1.2.3.4]\r\n\r\n", BadHost, 23, "Host"),
        new("zone in brackets", Get + "Host: [fe80::1%eth0]\r\n\r\n", BadHost, 30, "Host"),
        new("text behind brackets", Get + "Host: [::1]a\r\n\r\n", BadHost, 27, "Host"),
        new("absolute-form with another Host", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", HostDiffers, 30, "Host"),
        new("absolute-form with another port", "GET http://a:80/ HTTP/1.1\r\nHost: a:81\r\n\r\n", HostDiffers, 33, "Host"),
        new("absolute-form with the port left out", "GET http://a:80/ HTTP/1.1\r\nHost: a\r\n\r\n", HostDiffers, 33, "Host"),
        new("absolute-form with an empty Host", "GET http://a/ HTTP/1.1\r\nHost:\r\n\r\n", HostDiffers, 29, "Host"),
        new("absolute-form with another Host in HTTP/1.0", "GET http://a/ HTTP/1.0\r\nHost: b\r\n\r\n", HostDiffers, 30, "Host"),
        new("absolute-form without Host", "GET http://a/ HTTP/1.1\r\n\r\n", MissingHost, 24, "Host"),
    ];

    private static InvalidRequest[] Bounds =>
    [
        new("target without end", "GET /" + new string('a', 60), TargetTooLong, 40) { Limits = new HeadLimits(40, 100) },
        new("target too long, whole", "GET /" + new string('a', 60) + " HTTP/1.1\r\n" + Host + "\r\n", TargetTooLong, 40) { Limits = new HeadLimits(40, 100) },
        new("method without end", new string('A', 60), TargetTooLong, 40) { Limits = new HeadLimits(40, 100) },
        new("head too large", Get + Host + "X-Big: 0123456789\r\n\r\n", HeadTooLarge, 40, "X-Big") { Limits = new HeadLimits(40, 100) },
        new("too many fields", Get + Host + "B: 2\r\nC: 3\r\n\r\n", TooManyFields, 31) { Limits = new HeadLimits(4000, 2) },
    ];

    private static InvalidRequest[] Bodies =>
    [
        new("chunk size is no number", Chunked + "xyz\r\n", BadChunkSize, 0),
        new("chunk data ends in LF", Chunked + "5\r\nhello\n0\r\n\r\n", BadChunkEnd, 8),
        new("NUL in a chunk extension", Chunked + "5;a\0\r\nhello\r\n", BadChunkExtension, 3),
        new("trailer without colon", Chunked + "0\r\noops\r\n\r\n", BadTrailer, 3),
        new("trailers too large", Chunked + "0\r\nX: " + new string('x', 100) + "\r\n\r\n", TrailersTooLarge, 63) { Limits = new HeadLimits(60, 9) },
    ];
}
