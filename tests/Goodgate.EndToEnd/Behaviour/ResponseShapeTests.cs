using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Responses of each shape reach each kind of HTTP/1 client as RFC 9110 and RFC 9112 want them.</summary>
public sealed class ResponseShapeTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 1000\r\n", "1000")]
    [InlineData("Transfer-Encoding: chunked\r\n", null)]
    [InlineData("", null)]
    public async Task Head_has_the_fields_and_no_body(string framing, string? length)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 200 OK\r\nX-A: 1\r\n{framing}\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var head = await client.AskAsync("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        var again = await client.AskAsync("HEAD / HTTP/1.1\r\nHost: a.test\r\n\r\n");

        head.Status.ShouldBe(200);
        head.Field("X-A").ShouldBe("1");
        head.Field("Content-Length").ShouldBe(length);
        again.Status.ShouldBe(200, "the connection goes on");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(204, "", null)]
    [InlineData(304, "ETag: \"x\"\r\n", null)]
    [InlineData(304, "ETag: \"x\"\r\nContent-Length: 1000\r\n", "1000")]
    public async Task Statuses_without_content_have_none(int status, string fields, string? length)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 {status} X\r\n{fields}\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var first = await client.AskAsync(Get);
        var second = await client.AskAsync(Get);

        first.Status.ShouldBe(status);
        first.Field("Content-Length").ShouldBe(length);
        first.Field("Transfer-Encoding").ShouldBeNull();
        second.Status.ShouldBe(status, "the connection goes on");
        origin.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 3\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
    public async Task Reset_content_is_passed_on_empty(string rest)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 205 Reset Content\r\n{rest}");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var first = await client.AskAsync(Get);
        var second = await client.AskAsync(Get);

        first.Status.ShouldBe(205);
        first.Body.ShouldBeEmpty();
        second.Status.ShouldBe(205);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ranges_are_the_servers_business()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-5/10\r\nContent-Length: 4\r\n\r\n2345");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        var answer = await gateway.GetAsync("/file", "Range: bytes=2-5\r\nIf-Range: \"x\"\r\n");

        answer.Status.ShouldBe(206);
        answer.Field("Content-Range").ShouldBe("bytes 2-5/10");
        answer.Text.ShouldBe("2345");
        OriginPeer.Lines(origin.Received[0], "Range").ShouldBe(["bytes=2-5"]);
        OriginPeer.Lines(origin.Received[0], "If-Range").ShouldBe(["\"x\""]);
    }

    [Fact]
    public async Task Proxy_status_lines_of_the_hops_behind_are_one_list()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 503 X\r\nProxy-Status: far; error=dns_error\r\nX-A: 1\r\nProxy-Status: near; received-status=502\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        (await gateway.GetAsync()).Fields("Proxy-Status").ShouldBe(["far; error=dns_error, near; received-status=502, goodgate; received-status=503"]);
    }

    [Fact]
    public async Task Conditions_are_the_servers_business()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        (await gateway.GetAsync("/etag")).Text.ShouldBe("tagged\n");
        var known = await gateway.GetAsync("/etag", "If-None-Match: \"lab\"\r\n");

        known.Status.ShouldBe(304);
        known.Field("ETag").ShouldBe("\"lab\"");
    }

    [Theory]
    [InlineData(299)]
    [InlineData(404)]
    [InlineData(418)]
    [InlineData(599)]
    public async Task Any_final_status_passes(int status)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 {status} Odd\r\nContent-Length: 1\r\n\r\nx");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        var answer = await gateway.GetAsync();

        answer.Status.ShouldBe(status);
        answer.Text.ShouldBe("x");
    }

    [Fact]
    public async Task Interim_responses_come_first()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nConnection: x\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
            + "HTTP/1.1 103 Early Hints\r\nLink: </b.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(Get);
        const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b.css>; rel=preload\r\n\r\n";
        (await client.ReadBytesAsync(Hints.Length)).ShouldBe(Hints);
        (await client.ReadAsync()).Text.ShouldBe("ok");

        var old = await client.AskAsync("GET / HTTP/1.0\r\nHost: a.test\r\n\r\n");
        old.Interim.ShouldBeEmpty("HTTP/1.0 knows no interim responses (RFC 9110 §15.2)");
        old.Text.ShouldBe("ok");
    }

    [Fact]
    public async Task Early_hints_carry_no_fields_of_the_connection_or_the_framing()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 103 Early Hints\r\nX-Hop: 1\r\nLink: </a.css>\r\nKeep-Alive: timeout=5\r\nProxy-Status: 10.0.0.9; error=dns_error\r\n"
            + "Connection: x-hop\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(Get);

        const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n";
        (await client.ReadBytesAsync(Hints.Length)).ShouldBe(Hints);
    }

    [Theory]
    [InlineData("Content-Length: 2\r\n\r\nok", "", false)]
    [InlineData("Content-Length: 2\r\n\r\nok", "Connection: keep-alive\r\n", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", "", false)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", "Connection: keep-alive\r\n", false)]
    public async Task Http10_clients_get_no_chunks_and_their_own_keep_alive(string rest, string fields, bool stays)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 200 OK\r\n{rest}");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        var request = $"GET / HTTP/1.0\r\nHost: a.test\r\n{fields}\r\n";

        var answer = await client.AskAsync(request);

        answer.Text.ShouldBe("ok");
        answer.Field("Transfer-Encoding").ShouldBeNull();
        if (stays)
        {
            answer.Field("Connection").ShouldBe("keep-alive");
            (await client.AskAsync(request)).Text.ShouldBe("ok");
        }
        else
        {
            (await client.ReadToEndAsync()).ShouldBe(Ending.CutByFin);
        }
    }

    [Fact]
    public async Task A_client_that_says_close_gets_its_answer_and_a_fin()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");

        answer.Text.ShouldBe("ok");
        answer.Ending.ShouldBe(Ending.Complete);
        answer.Field("Connection").ShouldBe("close");
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByFin);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(
            "GET /respond?body=1 HTTP/1.1\r\nHost: a.test\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 1\r\n\r\n2"
            + "POST /echo HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n3\r\n0\r\n\r\nGET /respond?body=4 HTTP/1.1\r\nHost: a.test\r\n\r\n");

        for (var i = 1; i <= 4; i++)
        {
            (await client.ReadAsync()).Text.ShouldBe($"{i}");
        }
    }

    [Fact]
    public async Task A_body_that_ends_with_the_connection_is_framed_anew()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync("GET /until-close HTTP/1.1\r\nHost: a.test\r\n\r\n");

        answer.Text.ShouldBe("until close\n");
        answer.Field("Transfer-Encoding").ShouldBe("chunked");
        (await client.AskAsync("GET /respond?body=x HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("x");
    }

    [Fact]
    public async Task An_http10_server_is_understood()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(Get)).Text.ShouldBe("ok");
        (await client.AskAsync(Get)).Text.ShouldBe("ok");

        origin.Connections.ShouldBe(2, "HTTP/1.0 without keep-alive is not used again");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n", 3, "3 of 1,000 bytes", 502)]
    [InlineData("Content-Length: 1000000\r\n", 100_000, "100,000 of 1,000,000 bytes", 200)]
    [InlineData("Transfer-Encoding: chunked\r\n", 70_000, "70,000 bytes", 200)]
    public async Task A_body_that_breaks_off_is_counted_without_its_head(string framing, int sent, string expected, int status)
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            var chunk = framing.StartsWith('T') ? $"{sent:x}\r\n" : "";
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nX-Padding: {new string('x', 500)}\r\n{framing}\r\n{chunk}{new string('y', sent)}");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        (await gateway.GetAsync()).Status.ShouldBe(status);

        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe("response-truncated");
        verdict.Summary.ShouldContain($"after {expected} of the response body");
        verdict.Observation.BytesReceived.ShouldBe(sent);
    }
}
