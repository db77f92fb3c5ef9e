using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>RFC 9112 §6.3 for requests, clause by clause; what is refused is in the corpus.</summary>
public class RequestFramingTests
{
    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("POST", "Content-Type: a/b\r\nTE: trailers\r\n")]
    public void Clause_7_without_either_field_there_is_no_body(string method, string fields) =>
        Decide($"{method} / HTTP/1.1\r\nHost: a\r\n{fields}").ShouldBe(new BodyFraming(BodyKind.None, 0, null));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("00", 0)]
    [InlineData("5", 5)]
    [InlineData("999999999999999999", 999999999999999999)]
    public void Clause_6_a_length(string length, long bytes) =>
        Decide($"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n").ShouldBe(new BodyFraming(BodyKind.Length, bytes, bytes));

    [Theory]
    [InlineData("chunked")]
    [InlineData("CHUNKED")]
    [InlineData(" \tchunked\t ")]
    public void Clause_4_chunked(string coding) =>
        Decide($"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:{coding}\r\n").ShouldBe(new BodyFraming(BodyKind.Chunked, 0, null));

    [Fact]
    public void In_HTTP2_the_frames_say_where_a_body_ends()
    {
        Built("content-length", "5").ShouldBe((new BodyFraming(BodyKind.Length, 5, 5), null));
        Built("a", "b").ShouldBe((new BodyFraming(BodyKind.UntilClose, 0, null), null));
        Built("transfer-encoding", "chunked").Kind.ShouldBe(ViolationKind.TransferEncodingNotAllowed);
        Built("content-length", "5,5").Kind.ShouldBe(ViolationKind.ConflictingContentLength);
    }

    private static BodyFraming Decide(string head)
    {
        var bytes = Latin1.Bytes(head + "\r\n");
        var reader = new RequestHeadReader();
        reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done, reader.Violation?.Detail);
        reader.Head.Attach(bytes, 0);
        var framing = RequestFraming.Decide(reader.Head, out var violation);
        violation.ShouldBeNull();
        return framing;
    }

    private static (BodyFraming Framing, ViolationKind? Kind) Built(string name, string value)
    {
        var builder = new RequestHeadBuilder();
        builder.Begin("POST", "/", 2, 0);
        builder.Field("host", "a");
        builder.Field(name, value);
        builder.Complete();
        builder.Violation.ShouldBeNull();
        return (RequestFraming.Decide(builder.Head, out var violation), violation?.Kind);
    }
}
