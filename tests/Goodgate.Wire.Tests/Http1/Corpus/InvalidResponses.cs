using Goodgate.Wire.Http1;
using static Goodgate.Wire.Http1.ViolationKind;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>One or more responses for each kind of violation that the readers and the framing decide.</summary>
internal static class InvalidResponses
{
    private const string Ok = "HTTP/1.1 200 OK\r\n"; // 17 bytes
    private const string Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";
    private const string Cl = "Content-Length";
    private const string Te = "Transfer-Encoding";

    /// <summary>Kinds that the gateway decides, since one head alone does not show them.</summary>
    public static readonly ViolationKind[] NotTheReaders =
    [
        TooManyInterim,         // how many heads came before
        UnsolicitedUpgrade,     // what the request offered
        ConnectionNamesFraming, // when hop-by-hop fields are removed
        ExcessBytes,            // bytes that arrive when no request is open
        .. Enum.GetValues<ViolationKind>().Where(kind => kind.IsOfFastCgi()), // FastCgi/Responses
    ];

    public static readonly InvalidResponse[] All = [.. Heads, .. Fields, .. Framing, .. Bodies];

    private static InvalidResponse[] Heads =>
    [
        new("SSH banner", "SSH-2.0-OpenSSH_9.2p1\r\n", BadStatusLine, 0, "RFC 9112 §4"),
        new("TLS alert", "\x15\x03\x03\0\x02\x02\x46", BadStatusLine, 0, "RFC 9112 §4"),
        new("HTTP/0.9", "<html>hello</html>", BadStatusLine, 0, "RFC 9112 §4"),
        new("empty line first", "\r\n" + Ok + "\r\n", BadStatusLine, 0, "RFC 9112 §4"),
        new("status line without status", "HTTP/1.1\r\n\r\n", BadStatusLine, 8, "RFC 9112 §4"),
        new("status of two digits", "HTTP/1.1 20\r\n\r\n", BadStatusLine, 8, "RFC 9112 §4"),
        new("status in letters", "HTTP/1.1 abc OK\r\n\r\n", BadStatusLine, 8, "RFC 9112 §4"),
        new("two spaces", "HTTP/1.1  200 OK\r\n\r\n", BadStatusLine, 8, "RFC 9112 §4"),
        new("escape sequence in the reason", "HTTP/1.1 200 \x1B[31m\r\n\r\n", BadStatusLine, 13, "RFC 9112 §4"),
        new("lower case version", "http/1.1 200 OK\r\n\r\n", BadVersion, 0, "RFC 9112 §2.3"),
        new("HTTP/2 in text", "HTTP/2 200 OK\r\n\r\n", BadVersion, 0, "RFC 9112 §2.3"),
        new("HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n", BadVersion, 0, "RFC 9112 §2.3"),
        new("HTTP/1.10", "HTTP/1.10 200 OK\r\n\r\n", BadVersion, 0, "RFC 9112 §2.3"),
        new("status 2000", "HTTP/1.1 2000 OK\r\n\r\n", BadStatusCode, 9, "RFC 9110 §15"),
        new("status 600", "HTTP/1.1 600 x\r\n\r\n", BadStatusCode, 9, "RFC 9110 §15"),
        new("status 099", "HTTP/1.1 099 x\r\n\r\n", BadStatusCode, 9, "RFC 9110 §15"),
        new("second head is bad", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 700 x\r\n\r\n", BadStatusCode, 9, "RFC 9110 §15"),
        new("status line ends in LF", "HTTP/1.1 200 OK\nA: b\r\n\r\n", BareLf, 15, "RFC 9112 §2.2"),
        new("field line ends in LF", Ok + "A: b\n\r\n", BareLf, 21, "RFC 9112 §2.2"),
        new("empty line ends in LF", Ok + "A: b\r\n\n", BareLf, 23, "RFC 9112 §2.2"),
        new("head too large by a field", Ok + "X-Big: 01234567890123456789012345678901234567890\r\n\r\n", HeadTooLarge, 40, "RFC 9110 §5.4", "X-Big")
            { Limits = new HeadLimits(40, 100) },
        new("head too large by a reason", "HTTP/1.1 200 01234567890123456789012345678901234567890\r\n\r\n", HeadTooLarge, 40, "RFC 9110 §5.4")
            { Limits = new HeadLimits(40, 100) },
        new("too many fields", Ok + "A: 1\r\nB: 2\r\nC: 3\r\n\r\n", TooManyFields, 29, "RFC 9110 §5.4") { Limits = new HeadLimits(4000, 2) },
    ];

    private static InvalidResponse[] Fields =>
    [
        new("empty name", Ok + ": b\r\n\r\n", EmptyFieldName, 17, "RFC 9112 §5"),
        new("NUL in a name", Ok + "A\0B: c\r\n\r\n", BadFieldName, 18, "RFC 9110 §5.1", "A\\x00B"),
        new("space in a name", Ok + "A B: c\r\n\r\n", BadFieldName, 18, "RFC 9110 §5.1", "A B"),
        new("obs-text in a name", Ok + "\xC9: c\r\n\r\n", BadFieldName, 17, "RFC 9110 §5.1", "\\xC9"),
        new("parenthesis in a name", Ok + "(A): c\r\n\r\n", BadFieldName, 17, "RFC 9110 §5.1", "(A)"),
        new("NUL in a value", Ok + "A: b\0c\r\n\r\n", BadFieldValue, 21, "RFC 9110 §5.5", "A"),
        new("CR in a value", Ok + "A: b\rSet-Cookie: c\r\n\r\n", BadFieldValue, 21, "RFC 9110 §5.5", "A"),
        new("CR CR LF", Ok + "A: b\r\r\n\r\n", BadFieldValue, 21, "RFC 9110 §5.5", "A"),
        new("DEL in a value", Ok + "A: \x7F\r\n\r\n", BadFieldValue, 20, "RFC 9110 §5.5", "A"),
        new("escape in a value", Ok + "A: \x1B[2J\r\n\r\n", BadFieldValue, 20, "RFC 9110 §5.5", "A"),
        new("no colon", Ok + "A b\r\n\r\n", MissingColon, 17, "RFC 9112 §5"),
        new("status line twice", Ok + Ok + "\r\n", MissingColon, 17, "RFC 9112 §5"),
        new("PHP warning in the head", Ok + "Warning - something\r\n\r\n", MissingColon, 17, "RFC 9112 §5"),
        new("space before the colon", Ok + "A: 1\r\nContent-Length : 2\r\n\r\n", SpaceBeforeColon, 37, "RFC 9112 §5.1", Cl),
        new("tab before the colon", Ok + "A\t: 1\r\n\r\n", SpaceBeforeColon, 18, "RFC 9112 §5.1", "A"),
        new("folded value", Ok + "A: b\r\n c\r\n\r\n", ObsFold, 23, "RFC 9112 §5.2", "A"),
        new("line of blanks", Ok + "A: b\r\n \r\n\r\n", ObsFold, 23, "RFC 9112 §5.2", "A"),
        new("white space before the first field", Ok + " A: b\r\n\r\n", LeadingSpace, 17, "RFC 9112 §2.2"),
        new("tab before the first field", Ok + "\tA: b\r\n\r\n", LeadingSpace, 17, "RFC 9112 §2.2"),
    ];

    private static InvalidResponse[] Framing =>
    [
        new("length in letters", Ok + "Content-Length: abc\r\n\r\n", BadContentLength, 17, "RFC 9110 §8.6", Cl),
        new("length of 19 digits", Ok + "Content-Length: 1000000000000000000\r\n\r\n", BadContentLength, 17, "RFC 9110 §8.6", Cl),
        new("negative length", Ok + "A: b\r\nContent-Length: -1\r\n\r\n", BadContentLength, 23, "RFC 9110 §8.6", Cl),
        new("bad length on HEAD", Ok + "Content-Length: x\r\n\r\n", BadContentLength, 17, "RFC 9110 §8.6", Cl) { IsHead = true },
        new("two lengths in a list", Ok + "Content-Length: 42,43\r\n\r\n", ConflictingContentLength, 17, "RFC 9112 §6.3", Cl),
        new("two lengths on two lines", Ok + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nhello", ConflictingContentLength, 36, "RFC 9112 §6.3", Cl),
        new("length and chunked", Ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ContentLengthWithTransferEncoding, 17, "RFC 9112 §6.2", Cl),
        new("chunked and length", Ok + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", ContentLengthWithTransferEncoding, 45, "RFC 9112 §6.2", Cl),
        new("chunked in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", TransferEncodingInHttp10, 17, "RFC 9112 §6.1", Te),
        new("chunked in 204", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", TransferEncodingNotAllowed, 25, "RFC 9112 §6.1", Te),
        new("chunked in 100", "HTTP/1.1 100 Continue\r\nTransfer-Encoding: chunked\r\n\r\n", TransferEncodingNotAllowed, 23, "RFC 9112 §6.1", Te),
        new("gzip, identity", Ok + "Transfer-Encoding: gzip, identity\r\n\r\n", UnknownTransferCoding, 17, "RFC 9112 §7", Te),
        new("gzip, chunked", Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", UnknownTransferCoding, 17, "RFC 9112 §7", Te),
        new("xchunked", Ok + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", UnknownTransferCoding, 17, "RFC 9112 §7", Te),
        new("chunked, gzip", Ok + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", ChunkedNotFinal, 17, "RFC 9112 §6.1", Te),
        new("chunked twice", Ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ChunkedNotFinal, 45, "RFC 9112 §6.1", Te),
    ];

    private static InvalidResponse[] Bodies =>
    [
        new("chunk size is no number", Chunked + "xyz\r\n", BadChunkSize, 0, "RFC 9112 §7.1"),
        new("no chunk at all", Chunked + "<html>", BadChunkSize, 0, "RFC 9112 §7.1"),
        new("chunk size overflows", Chunked + "FFFFFFFFFFFFFFFFF\r\n", BadChunkSize, 15, "RFC 9112 §7.1"),
        new("0x before a chunk size", Chunked + "0x5\r\nhello\r\n", BadChunkSize, 1, "RFC 9112 §7.1"),
        new("NUL in a chunk extension", Chunked + "5;a\0\r\nhello\r\n", BadChunkExtension, 3, "RFC 9112 §7.1.1"),
        new("endless chunk extension", Chunked + "5;" + new string('x', 5000), BadChunkExtension, 4097, "RFC 9112 §7.1.1"),
        new("chunk size ends in LF", Chunked + "5\nhello\r\n", BadChunkSize, 1, "RFC 9112 §7.1"),
        new("chunk longer than its size", Chunked + "5\r\nhello world\r\n0\r\n\r\n", BadChunkEnd, 8, "RFC 9112 §7.1"),
        new("chunk data ends in LF", Chunked + "5\r\nhello\n0\r\n\r\n", BadChunkEnd, 8, "RFC 9112 §7.1"),
        new("trailer without colon", Chunked + "0\r\noops\r\n\r\n", BadTrailer, 3, "RFC 9112 §7.1.2"),
        new("next response in place of the last empty line", Chunked + "0\r\nHTTP/1.1 200 OK\r\n", BadTrailer, 3, "RFC 9112 §7.1.2"),
        new("control byte in a trailer", Chunked + "0\r\nA: 1\r\nDigest: \x01\r\n\r\n", BadTrailer, 17, "RFC 9112 §7.1.2", "Digest"),
        new("trailers too large", Chunked + "0\r\nX: " + new string('x', 100) + "\r\n\r\n", TrailersTooLarge, 63, "RFC 9110 §6.5") { Limits = new HeadLimits(60, 9) },
        new("too many trailers", Chunked + "0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", TrailersTooLarge, 15, "RFC 9110 §6.5") { Limits = new HeadLimits(60, 2) },
    ];
}
