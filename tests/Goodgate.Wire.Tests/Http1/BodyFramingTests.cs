using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>RFC 9112 §6.3, clause by clause.</summary>
public class BodyFramingTests
{
    private const string Te = "Transfer-Encoding: chunked\r\n";

    // (1) HEAD, 1xx, 204 and 304 end at the empty line, whatever the fields say.
    [Theory]
    [InlineData("200", true, "Content-Length: 42\r\n", 42L)]
    [InlineData("200", true, Te, null)]
    [InlineData("200", true, "", null)]
    [InlineData("404", true, "Content-Length: 0\r\n", 0L)]
    [InlineData("100", false, "", null)]
    [InlineData("102", false, "", null)]
    [InlineData("103", false, "Link: </a.css>\r\n", null)]
    [InlineData("100", false, "Content-Length: 5\r\n", null)]
    [InlineData("199", false, "", null)]
    [InlineData("204", false, "", null)]
    [InlineData("204", false, "Content-Length: 5\r\n", null)]
    [InlineData("204", true, "Content-Length: 5\r\n", null)]
    [InlineData("304", false, "", null)]
    [InlineData("304", false, "Content-Length: 42\r\n", 42L)]
    [InlineData("304", false, Te, null)]
    public void Clause_1_no_body(string status, bool isHead, string fields, long? declared)
    {
        var framing = Decide($"HTTP/1.1 {status} x\r\n{fields}", isHead, out var violation);
        violation.ShouldBeNull();
        framing.ShouldBe(new BodyFraming(BodyKind.None, 0, declared));
    }

    // 101 is interim by number, but the connection is another protocol's from there on (RFC 9110 §15.2.2). A gateway sends no CONNECT: no clause (2).
    [Theory]
    [InlineData("Upgrade: websocket\r\nConnection: upgrade\r\n", false)]
    [InlineData("Content-Length: 5\r\n", false)]
    [InlineData("", true)]
    public void A_101_is_a_tunnel(string fields, bool isHead)
    {
        var framing = Decide($"HTTP/1.1 101 Switching Protocols\r\n{fields}", isHead, out var violation);
        violation.ShouldBeNull();
        framing.ShouldBe(new BodyFraming(BodyKind.Tunnel, 0, null));
    }

    // (3) both fields: an error here, since one of the two parties would be wrong about the end.
    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 17)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", 17 + 28)]
    [InlineData("Transfer-Encoding: identity\r\ncontent-length: x\r\n", 17 + 29)]
    public void Clause_3_both_fields(string fields, long offset)
    {
        foreach (var isHead in new[] { false, true })
        {
            Decide("HTTP/1.1 200 OK\r\n" + fields, isHead, out var violation);
            violation!.Kind.ShouldBe(ViolationKind.ContentLengthWithTransferEncoding);
            violation.Offset.ShouldBe(offset);
            violation.Field.ShouldBe("Content-Length", StringComparer.OrdinalIgnoreCase);
        }
    }

    // (4) Transfer-Encoding
    [Theory]
    [InlineData("chunked")]
    [InlineData("CHUNKED")]
    [InlineData("Chunked")]
    [InlineData(" \tchunked \t")]
    public void Clause_4_chunked(string value)
    {
        var framing = Decide($"HTTP/1.1 200 OK\r\nTransfer-Encoding:{value}\r\n", false, out var violation);
        violation.ShouldBeNull();
        framing.ShouldBe(new BodyFraming(BodyKind.Chunked, 0, null));
    }

    [Theory]
    [InlineData("gzip, chunked", ViolationKind.UnknownTransferCoding, "transfer coding gzip: only chunked can be taken here")]
    [InlineData("gzip", ViolationKind.UnknownTransferCoding, "transfer coding gzip: only chunked can be taken here")]
    [InlineData("identity", ViolationKind.UnknownTransferCoding, "transfer coding identity: only chunked can be taken here")]
    [InlineData("gzip, identity", ViolationKind.UnknownTransferCoding, "transfer coding gzip: only chunked can be taken here")]
    [InlineData("xchunked", ViolationKind.UnknownTransferCoding, "transfer coding xchunked: only chunked can be taken here")]
    [InlineData("chunkedx", ViolationKind.UnknownTransferCoding, "transfer coding chunkedx: only chunked can be taken here")]
    [InlineData("chunked;a=b", ViolationKind.UnknownTransferCoding, "transfer coding chunked;a=b: only chunked can be taken here")]
    [InlineData("\"chunked\"", ViolationKind.UnknownTransferCoding, "transfer coding \"chunked\": only chunked can be taken here")]
    [InlineData("chunked gzip", ViolationKind.UnknownTransferCoding, "transfer coding chunked gzip: only chunked can be taken here")]
    [InlineData("", ViolationKind.UnknownTransferCoding, "an empty transfer coding: only chunked can be taken here")]
    [InlineData(", chunked", ViolationKind.UnknownTransferCoding, "an empty transfer coding: only chunked can be taken here")]
    [InlineData("chunked, gzip", ViolationKind.ChunkedNotFinal, "chunked is not the last coding, or is applied twice")]
    [InlineData("chunked, chunked", ViolationKind.ChunkedNotFinal, "chunked is not the last coding, or is applied twice")]
    [InlineData("chunked,", ViolationKind.ChunkedNotFinal, "chunked is not the last coding, or is applied twice")]
    public void Clause_4_other_codings(string value, ViolationKind kind, string detail)
    {
        Decide($"HTTP/1.1 200 OK\r\nTransfer-Encoding: {value}\r\n", false, out var violation);
        violation!.Kind.ShouldBe(kind);
        violation.Offset.ShouldBe(17);
        violation.Field.ShouldBe("Transfer-Encoding");
        violation.Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData("chunked", "chunked", ViolationKind.ChunkedNotFinal, 17 + 28)]
    [InlineData("chunked", "gzip", ViolationKind.ChunkedNotFinal, 17 + 28)]
    [InlineData("chunked", "", ViolationKind.ChunkedNotFinal, 17 + 28)]
    [InlineData("gzip", "chunked", ViolationKind.UnknownTransferCoding, 17)]
    [InlineData("", "chunked", ViolationKind.UnknownTransferCoding, 17)]
    public void Clause_4_two_lines_are_one_list(string first, string second, ViolationKind kind, long offset)
    {
        Decide($"HTTP/1.1 200 OK\r\nTransfer-Encoding: {first}\r\nTransfer-Encoding: {second}\r\n", false, out var violation);
        violation!.Kind.ShouldBe(kind);
        violation.Offset.ShouldBe(offset);
    }

    [Theory]
    [InlineData("HTTP/1.0 200", "chunked", false, ViolationKind.TransferEncodingInHttp10)]
    [InlineData("HTTP/1.0 200", "gzip", true, ViolationKind.TransferEncodingInHttp10)]
    [InlineData("HTTP/1.0 304", "chunked", false, ViolationKind.TransferEncodingInHttp10)]
    [InlineData("HTTP/1.1 100", "chunked", false, ViolationKind.TransferEncodingNotAllowed)]
    [InlineData("HTTP/1.1 101", "chunked", false, ViolationKind.TransferEncodingNotAllowed)]
    [InlineData("HTTP/1.1 204", "chunked", false, ViolationKind.TransferEncodingNotAllowed)]
    [InlineData("HTTP/1.1 204", "chunked", true, ViolationKind.TransferEncodingNotAllowed)]
    public void Transfer_Encoding_where_there_can_be_none(string start, string value, bool isHead, ViolationKind kind)
    {
        Decide($"{start} x\r\nTransfer-Encoding: {value}\r\n", isHead, out var violation);
        violation!.Kind.ShouldBe(kind);
        violation.Field.ShouldBe("Transfer-Encoding");
    }

    // (5) and (6) Content-Length
    [Theory]
    [InlineData("0", 0)]
    [InlineData("42", 42)]
    [InlineData("  42\t ", 42)]
    [InlineData("0042", 42)]
    [InlineData("42, 42", 42)]
    [InlineData("42,42 ,\t42", 42)]
    [InlineData("42, 042", 42)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    public void Clause_6_a_length(string value, long length)
    {
        var framing = Decide($"HTTP/1.1 200 OK\r\nContent-Length:{value}\r\n", false, out var violation);
        violation.ShouldBeNull();
        framing.ShouldBe(new BodyFraming(BodyKind.Length, length, length));
    }

    [Theory]
    [InlineData("", ViolationKind.BadContentLength)]
    [InlineData(" ", ViolationKind.BadContentLength)]
    [InlineData(",", ViolationKind.BadContentLength)]
    [InlineData("42,", ViolationKind.BadContentLength)]
    [InlineData("42, ", ViolationKind.BadContentLength)]
    [InlineData(",42", ViolationKind.BadContentLength)]
    [InlineData("42,,42", ViolationKind.BadContentLength)]
    [InlineData("42, ,42", ViolationKind.BadContentLength)]
    [InlineData("+1", ViolationKind.BadContentLength)]
    [InlineData("-1", ViolationKind.BadContentLength)]
    [InlineData("0x10", ViolationKind.BadContentLength)]
    [InlineData("1.0", ViolationKind.BadContentLength)]
    [InlineData("1e3", ViolationKind.BadContentLength)]
    [InlineData("4 2", ViolationKind.BadContentLength)]
    [InlineData("42;a=b", ViolationKind.BadContentLength)]
    [InlineData("\"42\"", ViolationKind.BadContentLength)]
    [InlineData("abc", ViolationKind.BadContentLength)]
    [InlineData("\xB2", ViolationKind.BadContentLength)]
    [InlineData("1000000000000000000", ViolationKind.BadContentLength)]
    [InlineData("9223372036854775808", ViolationKind.BadContentLength)]
    [InlineData("99999999999999999999999999", ViolationKind.BadContentLength)]
    [InlineData("42,43", ViolationKind.ConflictingContentLength)]
    [InlineData("42, 42, 43", ViolationKind.ConflictingContentLength)]
    [InlineData("42, x", ViolationKind.BadContentLength)]
    public void Clause_5_a_length_that_is_none(string value, ViolationKind kind)
    {
        foreach (var (status, isHead) in new[] { (200, false), (200, true), (204, false), (304, false), (100, false) })
        {
            Decide($"HTTP/1.1 {status} x\r\nContent-Length: {value}\r\n", isHead, out var violation);
            violation!.Kind.ShouldBe(kind);
            violation.Offset.ShouldBe(16);
            violation.Field.ShouldBe("Content-Length");
        }
    }

    [Theory]
    [InlineData("42", "42", null)]
    [InlineData("42", "42, 42", null)]
    [InlineData("42", "43", ViolationKind.ConflictingContentLength)]
    [InlineData("42, 42", "43", ViolationKind.ConflictingContentLength)]
    [InlineData("42", "", ViolationKind.BadContentLength)]
    [InlineData("", "42", ViolationKind.BadContentLength)]
    public void Clause_5_two_lines_are_one_list(string first, string second, ViolationKind? kind)
    {
        var framing = Decide($"HTTP/1.1 200 OK\r\nContent-Length: {first}\r\nA: b\r\ncontent-length: {second}\r\n", false, out var violation);
        (violation?.Kind).ShouldBe(kind);
        framing.Length.ShouldBe(kind is null ? 42 : 0);
    }

    [Fact]
    public void Lengths_that_differ_are_both_named()
    {
        Decide("HTTP/1.1 200 OK\r\nContent-Length: 42\r\nContent-Length: 43\r\n", false, out var violation);
        violation!.Detail.ShouldBe("Content-Length says 42 and 43");
        violation.Sample.ShouldBe("Content-Length: 43");
        violation.Offset.ShouldBe(37);
    }

    // (7) is about requests. (8) no framing: until close.
    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("HTTP/1.0 200")]
    [InlineData("HTTP/1.1 205")]
    [InlineData("HTTP/1.1 500")]
    public void Clause_8_until_close(string start)
    {
        var framing = Decide($"{start} x\r\nContent-Type: text/html\r\n", false, out var violation);
        violation.ShouldBeNull();
        framing.ShouldBe(new BodyFraming(BodyKind.UntilClose, 0, null));
    }

    private static BodyFraming Decide(string head, bool isHead, out Violation? violation)
    {
        var bytes = Latin1.Bytes(head + "\r\n");
        var reader = new ResponseHeadReader();
        reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done);
        reader.Head.Fields.Attach(bytes, 0);
        return BodyFraming.Decide(reader.Head, isHead, out violation);
    }
}
