using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Lab.Origin;

namespace Goodgate.Lab.Tests.Origin;

/// <summary>The origin seen by .NET's own client, which is strict about framing; what it cannot see is in <see cref="OriginWireTests"/>.</summary>
public sealed class HealthyOriginTests
{
    [Fact]
    public async Task Get_and_Head_and_the_same_connection()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        (await client.GetStringAsync("/")).ShouldBe("healthy\n");
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        head.Content.Headers.ContentLength.ShouldBe(8);
        head.Headers.Date.ShouldNotBeNull();
        (await client.GetByteArrayAsync("/bytes/100000")).ShouldBe(OriginRoutes.Pattern(100_000));
        origin.Seen.Connections.ShouldBe(1);
        origin.Seen.RequestCount.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_comes_back_whether_chunked_or_with_a_length(bool chunked)
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(OriginRoutes.Pattern(300_000)) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("X-Request-Id", "r1");
        using var response = await client.SendAsync(request);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(OriginRoutes.Pattern(300_000));
        origin.Seen.Count("POST", "r1").ShouldBe(1);
    }

    [Fact]
    public async Task Expect_100_continue_is_met()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new StringContent("after 100") };
        request.Headers.ExpectContinue = true;
        using var response = await client.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldBe("after 100");
    }

    [Fact]
    public async Task Chunks_trailers_events_and_slow_downloads_are_whole()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        (await client.GetStringAsync("/chunked")).ShouldBe("chunk 1\nchunk 2\nchunk 3\n");
        using var trailers = await client.GetAsync("/trailers");
        trailers.TrailingHeaders.GetValues("X-Checksum").ShouldBe(["3"]);
        using var events = await client.GetAsync("/events?count=4&interval=0");
        events.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("text/event-stream"));
        (await events.Content.ReadAsStringAsync()).Split("\n\n").Length.ShouldBe(5);
        (await client.GetByteArrayAsync("/slow?bytes=1050&piece=100&interval=0")).ShouldBe(OriginRoutes.Pattern(1050));
        origin.Seen.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("/status/503", 503, "status 503\n")]
    [InlineData("/status/204", 204, "")]
    [InlineData("/nowhere", 404, "the origin has no such path\n")]
    [InlineData("/delay/1", 200, "late\n")]
    [InlineData("/early-hints", 200, "hinted\n")]
    [InlineData("/until-close", 200, "until close\n")]
    [InlineData("/upgrade", 426, "")]
    [InlineData("/respond?status=418&body=tea%20pot", 418, "tea pot")]
    public async Task Paths_answer_as_listed(string path, int status, string body)
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        for (var i = 0; i < 2; i++)
        {
            using var response = await client.GetAsync(path);
            ((int)response.StatusCode).ShouldBe(status);
            (await response.Content.ReadAsStringAsync()).ShouldBe(body);
        }
    }

    [Fact]
    public async Task Cache_fields_entity_tags_and_cookies_are_given()
    {
        await using var origin = HealthyOrigin.Start();
        using var client = Client(origin);
        using var cached = await client.GetAsync("/respond?cache=max-age%3D60&type=text%2Fhtml&body=x");
        cached.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromSeconds(60));
        using var injected = await client.GetAsync("/respond?cache=no-store%0D%0AX-Injected:%201");
        injected.Headers.Contains("X-Injected").ShouldBeFalse();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/etag");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"lab\""));
        using var fresh = await client.SendAsync(request);
        fresh.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var cookies = await client.GetAsync("/cookies");
        cookies.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
    }

    [Fact]
    public async Task A_websocket_echoes_messages()
    {
        await using var origin = HealthyOrigin.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(origin.Url.Replace("http:", "ws:", StringComparison.Ordinal) + "/upgrade"), limit.Token);
        var buffer = new byte[200_000];
        foreach (var size in (int[])[5, 100_000])
        {
            await socket.SendAsync(OriginRoutes.Pattern(size), WebSocketMessageType.Binary, true, limit.Token);
            var count = 0;
            for (WebSocketReceiveResult? piece = null; piece is not { EndOfMessage: true }; count += piece.Count)
            {
                piece = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, count, buffer.Length - count), limit.Token);
            }

            buffer[..count].ShouldBe(OriginRoutes.Pattern(size));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        origin.Seen.Defects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tls_is_served_with_a_certificate_of_the_authority_shown()
    {
        await using var origin = HealthyOrigin.Start(new OriginOptions { Tls = true });
        origin.Url.ShouldStartWith("https://127.0.0.1:");
        using var authority = X509Certificate2.CreateFromPem(origin.CaPem);
        using var client = Client(origin, new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        });
        (await client.GetStringAsync("/")).ShouldBe("healthy\n");
        (await client.GetStringAsync("/")).ShouldBe("healthy\n");
        origin.Seen.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_unix_socket_is_served_and_removed()
    {
        var path = Path.Combine(Path.GetTempPath(), $"goodgate-origin-{Guid.NewGuid():N}.sock");
        await using (var origin = HealthyOrigin.Start(new OriginOptions { UnixPath = path }))
        {
            origin.Url.ShouldBe($"http+unix:{path}");
            using var client = await RawClient.ConnectAsync(origin.Url);
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            (await client.ReadUntilAsync("healthy\n")).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_a_clear_error()
    {
        await using var origin = HealthyOrigin.Start();
        var port = new Uri(origin.Url).Port;
        var failure = Should.Throw<LabException>(() => HealthyOrigin.Start(new OriginOptions { Port = port }));
        failure.Message.ShouldContain($"127.0.0.1:{port}");
        failure.InnerException.ShouldBeOfType<SocketException>();
    }

    private static HttpClient Client(HealthyOrigin origin, SslClientAuthenticationOptions? tls = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        return new HttpClient(handler) { BaseAddress = new Uri(origin.Url), Timeout = TimeSpan.FromSeconds(60) };
    }
}
