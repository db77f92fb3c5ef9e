using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>What is end to end goes on unchanged, what belongs to a connection does not (RFC 9110 §7.6).</summary>
public sealed class TargetAndFieldsTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("/")]
    [InlineData("/a%2Fb%2f%5C")]
    [InlineData("//a//b/")]
    [InlineData("/a;v=1;w/../b/./c/..")]
    [InlineData("/%7Euser/%41%zz%")]
    [InlineData("/?")]
    [InlineData("/a?b=c&d=%20+?/")]
    [InlineData("/a??b")]
    [InlineData("/\\\"<>{}|^`'()*,:@!$&=+~")]
    [InlineData("/%C3%A9?q=%E9")]
    public async Task Target_goes_on_byte_for_byte(string target)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        (await gateway.GetAsync(target)).Text.ShouldBe("ok");

        origin.Received[0].ShouldStartWith($"GET {target} HTTP/1.1\r\nHost: site.test\r\n");
    }

    [Theory]
    [InlineData("Site.Test:8080")]
    [InlineData("site.test.")]
    [InlineData("[::1]:80")]
    [InlineData("127.0.0.1")]
    public async Task Host_goes_on_unchanged(string host)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.AskAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

        OriginPeer.Lines(origin.Received[0], "Host").ShouldBe([host]);
    }

    [Fact]
    public async Task Request_fields_keep_bytes_duplicates_and_their_order()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        await gateway.GetAsync("/", "X-a: 1\r\nAccept: a\r\nCookie: x=1\r\nX-A: 2, 3\r\nx-latin: \u00e9\u00ff\u0080 \"\tz\r\nAccept: b\r\nX-A: 2, 3\r\nUser-Agent: \r\n");

        var head = origin.Received[0];
        OriginPeer.Lines(head, "X-A").ShouldBe(["1", "2, 3", "2, 3"]);
        OriginPeer.Lines(head, "Accept").ShouldBe(["a", "b"]);
        OriginPeer.Lines(head, "Cookie").ShouldBe(["x=1"]);
        OriginPeer.Lines(head, "x-latin").ShouldBe(["\u00e9\u00ff\u0080 \"\tz"]);
        OriginPeer.Lines(head, "User-Agent").ShouldBe([""]);
    }

    [Fact]
    public async Task Response_fields_keep_bytes_duplicates_and_their_order()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 200 Fine\r\nSet-Cookie: a=1\r\nX-B: \u00e9\u00ff\u0080\tz\r\nSet-Cookie: b=2\r\nx-b: 2\r\nVary: Accept\r\nVary: Cookie\r\n"
            + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: origin/1\r\nLink: <a>\r\nLink: <b>\r\nX-Empty:\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        var answer = await gateway.GetAsync();

        answer.Fields("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        answer.Fields("X-B").ShouldBe(["\u00e9\u00ff\u0080\tz", "2"]);
        answer.Fields("Vary").ShouldBe(["Accept", "Cookie"]);
        answer.Fields("Link").ShouldBe(["<a>", "<b>"]);
        answer.Fields("X-Empty").ShouldBe([""]);
        answer.Field("Date").ShouldBe("Sun, 06 Nov 1994 08:49:37 GMT");
        answer.Field("Server").ShouldBe("origin/1");
        answer.Field("Content-Length").ShouldBe("2");
    }

    [Fact]
    public async Task One_date_is_sent_also_when_the_server_sends_none_or_two()
    {
        await using var none = RawOrigin.Answering(Ok);
        await using var two = RawOrigin.Answering(
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nDate: Mon, 07 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(none.Url);
        await using var other = await RunningGateway.StartAsync(two.Url);

        (await gateway.GetAsync()).Fields("Date").Count.ShouldBe(1);
        (await gateway.GetAsync()).Fields("Server").ShouldBeEmpty();
        (await other.GetAsync()).Fields("Date").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Response_fields_of_the_connection_end_here()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 200 OK\r\nConnection: X-Hop, keep-alive\r\nx-hop: 1\r\nX-Stay: 1\r\nKeep-Alive: timeout=60\r\nProxy-Connection: close\r\n"
            + "Trailer: X-T\r\nTE: gzip\r\nUpgrade: h2c\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        var answer = await gateway.GetAsync();

        answer.Text.ShouldBe("ok");
        answer.Fields("X-Stay").ShouldBe(["1"]);
        foreach (var name in (string[])["X-Hop", "Connection", "Keep-Alive", "Proxy-Connection", "Trailer", "TE", "Upgrade"])
        {
            answer.Fields(name).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public async Task Servers_wish_to_close_is_not_the_clients()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Fields("Connection").ShouldBeEmpty();
        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");

        origin.Connections.ShouldBe(2);
    }
}
