using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class AllocationTests
{
    private static readonly byte[] Response = Latin1.Bytes(
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n" +
        "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\nX-Request-Id: 7f9c\r\n\r\n");

    private static readonly byte[] Body = Latin1.Bytes("a;x=y\r\n0123456789\r\n5\r\nhello\r\n0\r\nDigest: abc\r\n\r\n");

    private static readonly byte[] Request = Latin1.Bytes(
        "POST /shop?page=2 HTTP/1.1\r\nHost: www.example.com:8080\r\nUser-Agent: x\r\nAccept: */*\r\nCookie: a=b\r\nX-Custom: 1\r\nContent-Length: 5\r\n\r\n");

    private static readonly KeyValuePair<string, string>[] Trailers = [new("Digest", "abc")];

    [Fact]
    public void Reading_one_good_request_after_another_allocates_nothing()
    {
        var reader = new RequestHeadReader();
        CostsNothing(() =>
        {
            reader.Reset();
            reader.Read(Request.AsSpan(0, 60), Reading.Usual);
            reader.Read(Request, Reading.Usual);
            reader.Head.Attach(Request, 0);
            _ = RequestFraming.Decide(reader.Head, out _);
            _ = reader.Head.Fields.Find("x-custom"u8);
        });
        reader.Head.Length.ShouldBe(Request.Length);
    }

    [Fact]
    public void An_address_as_Host_costs_no_more_than_a_name()
    {
        var reader = new RequestHeadReader();
        var request = Latin1.Bytes("GET / HTTP/1.1\r\nHost: [2001:db8::1]:80\r\n\r\n");
        CostsNothing(() =>
        {
            reader.Reset();
            reader.Read(request, Reading.Usual);
        });
        reader.Head.Length.ShouldBe(request.Length);
    }

    [Fact]
    public void Putting_one_request_after_another_together_allocates_nothing()
    {
        var builder = new RequestHeadBuilder();
        CostsNothing(() =>
        {
            builder.Begin("GET", "/index.html", 2, 0);
            builder.Field("host", "example.com");
            builder.Field("accept", "*/*");
            builder.Complete();
        });
        builder.Violation.ShouldBeNull();
    }

    [Fact]
    public void Writing_one_response_after_another_allocates_nothing_though_the_buffer_is_given_back()
    {
        var writer = new ResponseHeadWriter();
        CostsNothing(() =>
        {
            writer.Start(200);
            writer.Field("Server"u8, "nginx"u8);
            writer.Field("X-Request-ID", "7f9c");
            writer.Field("Content-Length", 5);
            writer.End();
            writer.ChunkStart(5);
            writer.Content("hello"u8);
            writer.ChunkEnd();
            writer.LastChunk(Trailers);
            writer.Release();
        });
    }

    [Fact]
    public void Reading_one_good_head_after_another_allocates_nothing()
    {
        var reader = new ResponseHeadReader();
        CostsNothing(() =>
        {
            reader.Reset();
            reader.Read(Response, Reading.Usual);
            reader.Head.Fields.Attach(Response, 0);
            _ = BodyFraming.Decide(reader.Head, false, out _);
        });
    }

    [Fact]
    public void Reading_one_good_chunked_body_after_another_allocates_nothing()
    {
        var reader = new ChunkedReader();
        CostsNothing(() =>
        {
            reader.Reset();
            var at = 0;
            while (reader.Read(Body.AsSpan(at), Reading.Usual, out var framing, out var content) == ReadStatus.NeedMore)
            {
                at += framing + content;
            }
        });
    }

    [Fact]
    public void Writing_one_request_head_after_another_allocates_nothing()
    {
        var writer = new RequestHeadWriter();
        CostsNothing(() =>
        {
            writer.Start("GET", "/index.html");
            writer.Field("Host", "example.com");
            writer.Field("Content-Length", 123);
            writer.End();
        });
    }

    // Code that is not optimised yet may box; so a round without garbage must come, not every round be one.
    private static void CostsNothing(Action work)
    {
        const int rounds = 5000;
        const int calls = 1000;
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < calls; i++)
            {
                work();
            }

            if (GC.GetAllocatedBytesForCurrentThread() == before)
            {
                return;
            }
        }

        Assert.Fail($"{rounds} rounds of {calls} calls all left garbage");
    }
}
