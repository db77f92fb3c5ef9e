using Goodgate.Wire.Http1;
using static Goodgate.Wire.Http1.ViolationKind;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>
/// The known ways to make two servers see two different requests in the same bytes: where one lets Content-Length win and the other
/// Transfer-Encoding (CL.TE, TE.CL), where only one of them understands the coding (TE.TE), and where they disagree about where a line ends.
/// </summary>
internal static class SmuggledRequests
{
    private const string Post = "POST / HTTP/1.1\r\nHost: a\r\n"; // 26 bytes
    private const string Hidden = "0\r\n\r\nGET /admin HTTP/1.1\r\nX: ";
    private const string Cl = "Content-Length";
    private const string Te = "Transfer-Encoding";

    public static readonly InvalidRequest[] All = [.. Both, .. Codings, .. Lengths, .. LineEnds];

    private static InvalidRequest[] Both =>
    [
        new("CL.TE", Post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 26, Cl),
        new("TE.CL", Post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 54, Cl),
        new("CL.0", Post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 26, Cl),
        new("a coding that is none beside a length", Post + "Content-Length: 6\r\nTransfer-Encoding: identity\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 26, Cl),
        new("an empty coding beside a length", Post + "Content-Length: 6\r\nTransfer-Encoding:\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 26, Cl),
        new("both in HTTP/1.0", "POST / HTTP/1.0\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, ContentLengthWithTransferEncoding, 17, Cl),
    ];

    private static InvalidRequest[] Codings =>
    [
        new("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, TransferEncodingInHttp10, 17, Te),
        new("space before the colon of the coding", Post + "Transfer-Encoding : chunked\r\n\r\n" + Hidden, SpaceBeforeColon, 43, Te),
        new("tab before the colon of the coding", Post + "Transfer-Encoding\t: chunked\r\n\r\n" + Hidden, SpaceBeforeColon, 43, Te),
        new("NUL before the colon", Post + "Transfer-Encoding\0: chunked\r\n\r\n" + Hidden, BadFieldName, 43, "Transfer-Encoding\\x00"),
        new("vertical tab before chunked", Post + "Transfer-Encoding: \x0B" + "chunked\r\n\r\n" + Hidden, BadFieldValue, 45, Te),
        new("form feed before chunked", Post + "Transfer-Encoding: \x0C" + "chunked\r\n\r\n" + Hidden, BadFieldValue, 45, Te),
        new("NUL behind chunked", Post + "Transfer-Encoding: chunked\0\r\n\r\n" + Hidden, BadFieldValue, 52, Te),
        new("no-break space before chunked", Post + "Transfer-Encoding: \xA0" + "chunked\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("xchunked", Post + "Transfer-Encoding: xchunked\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunk", Post + "Transfer-Encoding: chunk\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunked in quotes", Post + "Transfer-Encoding: \"chunked\"\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunked with a parameter", Post + "Transfer-Encoding: chunked;q=1\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunked with a semicolon", Post + "Transfer-Encoding: chunked;\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("identity", Post + "Transfer-Encoding: identity\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("empty", Post + "Transfer-Encoding:\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("gzip, chunked", Post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("comma first", Post + "Transfer-Encoding: ,chunked\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunked, identity", Post + "Transfer-Encoding: chunked, identity\r\n\r\n" + Hidden, ChunkedNotFinal, 26, Te),
        new("comma last", Post + "Transfer-Encoding: chunked,\r\n\r\n" + Hidden, ChunkedNotFinal, 26, Te),
        new("chunked, chunked", Post + "Transfer-Encoding: chunked, chunked\r\n\r\n" + Hidden, ChunkedNotFinal, 26, Te),
        new("chunked on two lines", Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, ChunkedNotFinal, 54, Te),
        new("a second coding that is unknown", Post + "Transfer-Encoding: chunked\r\nTransfer-encoding: x\r\n\r\n" + Hidden, ChunkedNotFinal, 54, "Transfer-encoding"),
        new("a first coding that is unknown", Post + "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, UnknownTransferCoding, 26, Te),
        new("chunked behind a fold", Post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + Hidden, ObsFold, 46, Te),
        new("fold behind chunked", Post + "Transfer-Encoding: chunked\r\n\t, identity\r\n\r\n" + Hidden, ObsFold, 54, Te),
        new("coding behind a fold of another field", Post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + Hidden, ObsFold, 32, "X"),
        new("coding before the first field", "POST / HTTP/1.1\r\n Transfer-Encoding: chunked\r\nHost: a\r\n\r\n" + Hidden, LeadingSpace, 17),
        new("coding behind a bare CR", Post + "X: y\rTransfer-Encoding: chunked\r\n\r\n" + Hidden, BadFieldValue, 30, "X"),
        new("coding behind a bare LF", Post + "X: y\nTransfer-Encoding: chunked\r\n\r\n" + Hidden, BareLf, 30),
        new("bare CR before the colon", Post + "Transfer-Encoding\r: chunked\r\n\r\n" + Hidden, BadFieldName, 43, "Transfer-Encoding\\r"),
    ];

    private static InvalidRequest[] Lengths =>
    [
        new("length with plus", Post + "Content-Length: +5\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with minus", Post + "Content-Length: -5\r\n\r\nhello", BadContentLength, 26, Cl),
        new("minus zero", Post + "Content-Length: -0\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length in hexadecimal", Post + "Content-Length: 0x5\r\n\r\nhello", BadContentLength, 26, Cl),
        new("space in the length", Post + "Content-Length: 5 0\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with a fraction", Post + "Content-Length: 5.0\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with an exponent", Post + "Content-Length: 5e0\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with an underscore", Post + "Content-Length: 1_0\r\n\r\nhello", BadContentLength, 26, Cl),
        new("empty length", Post + "Content-Length:\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with a semicolon", Post + "Content-Length: 5;\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length in quotes", Post + "Content-Length: \"5\"\r\n\r\nhello", BadContentLength, 26, Cl),
        new("digits beyond ASCII", Post + "Content-Length: \xB2\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length beyond 63 bits", Post + "Content-Length: 9223372036854775808\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length beyond 64 bits", Post + "Content-Length: 18446744073709551621\r\n\r\nhello", BadContentLength, 26, Cl),
        new("length with a comma", Post + "Content-Length: 5,\r\n\r\nhello", BadContentLength, 26, Cl),
        new("two lengths", Post + "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello", ConflictingContentLength, 45, Cl),
        new("the same length twice", Post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", ConflictingContentLength, 45, Cl),
        new("the same length in two cases", Post + "Content-Length: 5\r\nX: y\r\ncontent-length: 5\r\n\r\nhello", ConflictingContentLength, 51, "content-length"),
        new("list of one length", Post + "Content-Length: 5, 5\r\n\r\nhello", ConflictingContentLength, 26, Cl),
        new("list of two lengths", Post + "Content-Length: 5,0\r\n\r\nhello", ConflictingContentLength, 26, Cl),
        new("a second length that is none", Post + "Content-Length: 5\r\nContent-Length: x\r\n\r\nhello", BadContentLength, 45, Cl),
        new("space before the colon of the length", Post + "Content-Length : 5\r\n\r\nhello", SpaceBeforeColon, 40, Cl),
        new("vertical tab before the length", Post + "Content-Length: \x0B" + "5\r\n\r\nhello", BadFieldValue, 42, Cl),
        new("length behind a fold", Post + "Content-Length:\r\n 5\r\n\r\nhello", ObsFold, 43, Cl),
        new("length behind a bare CR", Post + "X: y\rContent-Length: 5\r\n\r\nhello", BadFieldValue, 30, "X"),
    ];

    private static InvalidRequest[] LineEnds =>
    [
        new("chunk size ends in LF", Post + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", BadChunkSize, 1),
        new("chunk extension ends in LF", Post + "Transfer-Encoding: chunked\r\n\r\n5;a\nhello\r\n0\r\n\r\n", BadChunkExtension, 3),
        new("bare CR in a chunk extension", Post + "Transfer-Encoding: chunked\r\n\r\n5;a\rb\r\nhello\r\n0\r\n\r\n", BadChunkSize, 4),
        new("chunk size with a sign", Post + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n", BadChunkSize, 0),
        new("chunk size with 0x", Post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", BadChunkSize, 1),
        new("chunk size beyond 64 bits", Post + "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", BadChunkSize, 15),
        new("chunk without CRLF behind its data", Post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n", BadChunkEnd, 8),
        new("head ends in LF", Post + "\nGET /admin HTTP/1.1\r\n", BareLf, 26),
        new("head ends in two bare CRs", Post + "\r\rGET /admin HTTP/1.1\r\n\r\n", MissingColon, 26),
    ];
}
