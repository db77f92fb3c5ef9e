using Goodgate.Lab.Origin;

namespace Goodgate.Lab.Tests.Origin;

/// <summary>What the origin does on the wire: persistence, interim answers, upgrades, and what it refuses.</summary>
public sealed class OriginWireTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Early_hints_come_before_the_answer() =>
        (await AskAsync("GET /early-hints HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
            .ShouldStartWith("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\nHTTP/1.1 200 OK\r\n");

    [Fact]
    public async Task Continue_is_sent_before_the_body_is_read()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = await RawClient.ConnectAsync(origin.Url);
        await client.SendAsync("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        (await client.ReadUntilAsync("\r\n\r\n")).ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync("hi");
        (await client.ReadUntilAsync("\r\n\r\nhi")).ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [Fact]
    public async Task An_answer_without_the_awaited_continue_ends_the_connection() =>
        (await AskAsync("POST /status/403 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"))
            .ShouldContain("\r\nConnection: close\r\n");

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "Connection: close")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "Connection: close")]
    [InlineData("GET /until-close HTTP/1.1\r\nHost: a\r\n\r\n", "Connection: close")]
    [InlineData("GET /chunked HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "Connection: close")]
    public async Task The_connection_ends_after_the_answer(string request, string field) => (await AskAsync(request)).ShouldContain($"\r\n{field}\r\n");

    [Fact]
    public async Task Http_1_0_is_kept_when_it_asks_and_gets_no_chunks()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = await RawClient.ConnectAsync(origin.Url);
        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            (await client.ReadUntilAsync("healthy\n")).ShouldContain("\r\nConnection: keep-alive\r\n");
        }

        (await AskAsync("GET /chunked HTTP/1.0\r\n\r\n")).ShouldEndWith("\r\n\r\nchunk 1\nchunk 2\nchunk 3\n");
    }

    [Fact]
    public async Task The_last_request_of_a_connection_says_so()
    {
        await using var origin = HealthyOrigin.Start(new OriginOptions { MaxRequests = 2, AnnounceIdleTimeout = true, IdleTimeout = TimeSpan.FromSeconds(5) });
        using var client = await RawClient.ConnectAsync(origin.Url);
        await client.SendAsync(Get);
        (await client.ReadUntilAsync("healthy\n")).ShouldContain("\r\nKeep-Alive: timeout=5\r\n");
        await client.SendAsync(Get);
        var last = await client.ReadToEndAsync();
        last.Text.ShouldContain("\r\nConnection: close\r\n");
        last.Text.ShouldNotContain("Keep-Alive");
        last.Ending.ShouldBe(Ending.Fin);
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        await using var origin = HealthyOrigin.Start(new OriginOptions { IdleTimeout = TimeSpan.FromMilliseconds(20) });
        using var client = await RawClient.ConnectAsync(origin.Url);
        var got = await client.ReadToEndAsync();
        got.Bytes.ShouldBeEmpty();
        got.Ending.ShouldBe(Ending.Fin);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        var text = await AskAsync(
            "GET /status/201 HTTP/1.1\r\nHost: a\r\n\r\n"
            + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
            + "GET /status/202 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        text.IndexOf("201", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("\r\n\r\nhi", StringComparison.Ordinal));
        text.ShouldEndWith("status 202\n");
    }

    [Fact]
    public async Task A_body_nobody_asked_for_is_read_before_the_next_request()
    {
        var text = await AskAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nX-T: 1\r\n\r\n"
            + "GET /status/202 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        text.ShouldContain("healthy\nHTTP/1.1 202 ");
    }

    [Fact]
    public async Task The_head_is_shown_as_received() =>
        (await AskAsync("GET /headers?q HTTP/1.1\r\nHost: a\r\nX-Odd:  two  \r\nConnection: close\r\n\r\n"))
            .ShouldEndWith("\r\n\r\nGET /headers?q HTTP/1.1\r\nHost: a\r\nX-Odd:  two  \r\nConnection: close");

    [Fact]
    public async Task An_upgrade_echoes_bytes()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = await RawClient.ConnectAsync(origin.Url);
        await client.SendAsync("GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: echo\r\n\r\nfirst");
        (await client.ReadUntilAsync("first")).ShouldBe("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst");
        await client.SendAsync("second");
        await client.ReadUntilAsync("second");
        client.Finish();
        (await client.ReadToEndAsync()).Ending.ShouldBe(Ending.Fin);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nX: a\nY: b\r\n\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("POST /echo HTTP/1.1\r\nContent-Length: +2\r\n\r\nhi")]
    [InlineData("POST /echo HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhiX\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n")]
    public async Task A_request_that_breaks_the_rules_is_refused(string request)
    {
        var text = await AskAsync(request);
        text.ShouldStartWith("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n");
        text.ShouldNotContain("\n   at "); // no stack trace
    }

    private static async Task<string> AskAsync(string request)
    {
        await using var origin = HealthyOrigin.Start();
        using var client = await RawClient.ConnectAsync(origin.Url);
        await client.SendAsync(request);
        var got = await client.ReadToEndAsync();
        got.Ending.ShouldBe(Ending.Fin);
        origin.Seen.Defects.ShouldBeEmpty();
        return got.Text;
    }
}
