using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>HTTP/2 clients in front of HTTP/1.1 servers.</summary>
public sealed class Http2Tests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task A_request_is_translated()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\nConnection: keep-alive, x-hop\r\nX-Hop: 1\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var request = Request(HttpMethod.Post, gateway, "/a%2Fb?c", new StringContent("hello"));
        request.Headers.Host = "h.test";
        request.Headers.TryAddWithoutValidation("Cookie", "a=1; b=2");
        request.Headers.TryAddWithoutValidation("X-B", ["1", "2"]);

        using var answer = await client.SendAsync(request);

        answer.Version.ShouldBe(HttpVersion.Version20);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
        answer.Headers.GetValues("X-A").ShouldBe(["1", "2"]);
        answer.Headers.Contains("X-Hop").ShouldBeFalse();
        var head = origin.Received[0];
        head.ShouldStartWith("POST /a%2Fb?c HTTP/1.1\r\nHost: h.test\r\n");
        head.ShouldEndWith("hello");
        OriginPeer.Lines(head, "Cookie").ShouldBe(["a=1; b=2"], "crumbs are put together again (RFC 9113 §8.2.3)");
        string.Join(",", OriginPeer.Lines(head, "X-B")).Replace(" ", "", StringComparison.Ordinal).ShouldBe("1,2");
        OriginPeer.Lines(head, "Via").ShouldBe([$"2 {gateway.Instance.Services.Instance}"]);
        head.Split("\r\n").ShouldAllBe(line => !line.StartsWith(':'));
    }

    [Fact]
    public async Task A_body_without_a_length_goes_on_in_chunks()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var request = Request(HttpMethod.Post, gateway, "/echo", new StreamContent(new MemoryStream(new byte[200_000])));
        request.Content!.Headers.ContentLength = null;
        request.Headers.TransferEncodingChunked = true;

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBe(200_000);
    }

    [Fact]
    public async Task Trailers_of_a_chunked_response_reach_the_client()
    {
        await using var origin = RawOrigin.Answering(
            "HTTP/1.1 200 OK\r\nTrailer: X-Checksum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Checksum: 3\r\nContent-Length: 9\r\nConnection: x\r\n\r\n");
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var request = Request(HttpMethod.Get, gateway, "/");

        using var answer = await client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("ok");
        answer.TrailingHeaders.Select(one => $"{one.Key}: {string.Join(",", one.Value)}").ShouldBe(["x-checksum: 3"]);
    }

    [Fact]
    public async Task A_client_that_gives_up_ends_the_servers_work()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            arrived.SetResult();
            await peer.ReadToEndAsync();
            ended.SetResult();
        });
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var request = Request(HttpMethod.Get, gateway, "/");
        using var given = new CancellationTokenSource();

        var asking = client.SendAsync(request, given.Token);
        await arrived.Task;
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
        (await gateway.Verdicts.AtLeastAsync(1))[0].Cause.Id.ShouldBe("client-aborted");
    }

    [Fact]
    public async Task A_response_that_breaks_off_resets_its_stream_and_no_other()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            var head = await peer.ReadRequestAsync();
            await peer.SendAsync(head!.Contains("/good", StringComparison.Ordinal) ? Ok : "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + new string('x', 50_000));
        });
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var broken = Request(HttpMethod.Get, gateway, "/");

        using var answer = await client.SendAsync(broken, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var failure = await Should.ThrowAsync<Exception>(answer.Content.ReadAsByteArrayAsync());

        FirstOf<HttpProtocolException>(failure).ShouldNotBeNull(failure.ToString()).ErrorCode.ShouldBe(2, "INTERNAL_ERROR");
        using var good = Request(HttpMethod.Get, gateway, "/good");
        using var after = await client.SendAsync(good);
        (await after.Content.ReadAsStringAsync()).ShouldBe("ok");
        (await gateway.Verdicts.AtLeastAsync(1))[0].Cause.Id.ShouldBe("response-truncated");
    }

    [Fact]
    public async Task A_grpc_client_is_told_in_its_own_words()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var gateway = await StartAsync($"http://{closed.LocalEndPoint}");
        using var client = Client();
        using var request = Request(HttpMethod.Post, gateway, "/pkg.Service/Method", new ByteArrayContent([0, 0, 0, 0, 0]));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/grpc");
        answer.Headers.GetValues("grpc-status").ShouldBe(["14"], "UNAVAILABLE");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("connection", "close")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("keep-alive", "timeout=1")]
    [InlineData("proxy-connection", "close")]
    [InlineData("upgrade", "websocket")]
    [InlineData("te", "gzip")]
    [InlineData("X-Upper", "1")]
    [InlineData("x-a", "1\r\nx-b: 2")]
    [InlineData("x a", "1")]
    [InlineData("x-a", "1\u0001")]
    [InlineData("content-length", "5, 5")]
    [InlineData(":path", "/twice")]
    public async Task A_malformed_head_does_not_reach_the_server(string name, string value)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var client = await Http2Wire.ConnectAsync(gateway.Address);

        await client.SendRequestAsync([(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "a.test"), (name, value)]);

        (await client.AnswerAsync()).ShouldBeOneOf("400", "RST_STREAM", "GOAWAY");
        origin.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: 1")]
    [InlineData("/\u00e9")]
    [InlineData("/a#b")]
    [InlineData("a")]
    [InlineData("")]
    public async Task A_malformed_path_does_not_reach_the_server(string path)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var client = await Http2Wire.ConnectAsync(gateway.Address);

        await client.SendRequestAsync([(":method", "GET"), (":scheme", "http"), (":path", path), (":authority", "a.test")]);

        (await client.AnswerAsync()).ShouldBeOneOf("400", "RST_STREAM", "GOAWAY");
        origin.Received.ShouldBeEmpty();
    }

    // What most often makes a head too large, seen by a person: it must say what helps. Kestrel's own 431 is an empty page.
    [Theory]
    [InlineData("Cookie", 40_000, 1)]
    [InlineData("x-", 1, 201)]
    public async Task Too_many_cookies_are_told_to_the_visitor_in_a_page(string name, int length, int count)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var client = Client();
        using var request = Request(HttpMethod.Get, gateway, "/");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Accept-Language", "de");
        for (var i = 0; i < count; i++)
        {
            request.Headers.TryAddWithoutValidation(count > 1 ? $"{name}{i}" : name, new string('a', length));
        }

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(431);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Löschen Sie Cookies");
        answer.Headers.GetValues("X-Request-ID").ShouldHaveSingleItem();
        answer.Headers.GetValues("Proxy-Status").ShouldBe(["goodgate; error=http_request_error; details=\"head-too-large\""]);
        origin.Received.ShouldBeEmpty();
        gateway.Instance.Outlets.Counters.RefusedByReason["head-too-large"].ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_Kestrel_refuses_by_itself_is_counted()
    {
        await using var gateway = await StartAsync("http://127.0.0.1:9");
        using var client = Client();
        using var request = Request(HttpMethod.Get, gateway, "/");
        for (var i = 0; i < 801; i++)
        {
            request.Headers.Add($"x-{i}", "1");
        }

        using var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(431);
        gateway.Instance.Outlets.Counters.RefusedByReason["head-too-large"].ShouldBe(1);
    }

    [Fact]
    public async Task A_wire_client_is_answered_when_all_is_well()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        using var client = await Http2Wire.ConnectAsync(gateway.Address);

        await client.SendRequestAsync([(":method", "GET"), (":scheme", "http"), (":path", "/x"), (":authority", "a.test"), ("te", "trailers")]);

        (await client.AnswerAsync()).ShouldBe("HEADERS");
        origin.Received[0].ShouldStartWith("GET /x HTTP/1.1\r\nHost: a.test\r\n");
        OriginPeer.Lines(origin.Received[0], "TE").ShouldBe(["trailers"]);
        OriginPeer.Lines(origin.Received[0], "Connection").ShouldBe(["TE"]);
    }

    private static Task<RunningGateway> StartAsync(string server) =>
        RunningGateway.StartAsync(RunningGateway.Before(server) with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] });

    private static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    private static HttpRequestMessage Request(HttpMethod method, RunningGateway gateway, string target, HttpContent? content = null) =>
        new(method, new Uri($"http://{gateway.Address}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };

    private static T? FirstOf<T>(Exception? e)
        where T : Exception
    {
        while (e is not null and not T)
        {
            e = e.InnerException;
        }

        return (T?)e;
    }
}
