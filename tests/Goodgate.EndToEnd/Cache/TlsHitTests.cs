using System.Net;
using System.Net.Http.Headers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>The cache over TLS, with HTTP/2 as browsers speak it and with HTTP/1.1: the same answers, and the same words about them.</summary>
public sealed class TlsHitTests : IDisposable
{
    private readonly LeapingTime _time = new();
    private readonly Authority _authority = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, SslOptions = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true } });

    public void Dispose()
    {
        _http.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Hits_HEAD_parts_and_conditions(string version)
    {
        await using var origin = Start((_, _) => Page("0123456789", "Cache-Control: max-age=60\r\nETag: \"v1\"\r\nContent-Language: en\r\n"));
        await using var gateway = await StartAsync(origin.Url);
        (await AskAsync(gateway, version)).ShouldBe((200, "0123456789", "goodgate; fwd=uri-miss; stored"));
        var (status, text, word) = await AskAsync(gateway, version);
        (status, text).ShouldBe((200, "0123456789"));
        word.ShouldMatch("^goodgate; hit; ttl=(59|60)$");

        using (var head = await SendAsync(gateway, version, HttpMethod.Head))
        {
            (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag?.Tag).ShouldBe((HttpStatusCode.OK, 10, "\"v1\""));
            Word(head).ShouldStartWith("goodgate; hit; ttl=");
        }

        using (var part = await SendAsync(gateway, version, HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(2, 4)))
        {
            (part.StatusCode, await part.Content.ReadAsStringAsync(), part.Content.Headers.ContentRange?.ToString()).ShouldBe((HttpStatusCode.PartialContent, "234", "bytes 2-4/10"));
            Word(part).ShouldStartWith("goodgate; hit; ttl=");
        }

        using (var beyond = await SendAsync(gateway, version, HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(10, null)))
        {
            (beyond.StatusCode, beyond.Content.Headers.ContentRange?.ToString(), Word(beyond)).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, "bytes */10", "goodgate; hit"));
        }

        using (var known = await SendAsync(gateway, version, HttpMethod.Get, request => request.Headers.TryAddWithoutValidation("If-None-Match", "\"v1\"")))
        {
            (known.StatusCode, known.Headers.ETag?.Tag, known.Content.Headers.ContentLanguage.Count).ShouldBe((HttpStatusCode.NotModified, "\"v1\"", 0));
            Word(known).ShouldStartWith("goodgate; hit; ttl=");
        }

        // Host, scheme and port are those of the client: the key of one who came in clear is another.
        origin.Count.ShouldBe(1);
        gateway.Instance.Services.Cache.Store.Entries().ShouldHaveSingleItem().Key.ShouldStartWith("https://one.test");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_page_outlives_its_server(string version)
    {
        var origin = Start((_, number) => number == 1 ? Page("page") : Page("error", "", "503 Service Unavailable"));
        await using var gateway = await StartAsync(origin.Url);
        await AskAsync(gateway, version);
        _time.Leap(TimeSpan.FromSeconds(100));
        (await AskAsync(gateway, version)).ShouldBe((200, "page", "goodgate; fwd=stale; fwd-status=503; detail=stale-if-error"));
        _time.Leap(TimeSpan.FromSeconds(6));
        await origin.DisposeAsync();
        (await AskAsync(gateway, version)).ShouldBe((200, "page", "goodgate; fwd=stale; detail=stale-if-error"));
        _time.Leap(TimeSpan.FromSeconds(6));
        using (var head = await SendAsync(gateway, version, HttpMethod.Head))
        {
            (head.StatusCode, head.Content.Headers.ContentLength, Word(head)).ShouldBe((HttpStatusCode.OK, 4, "goodgate; fwd=stale; detail=stale-if-error"));
        }

        (await gateway.EndAsync()).ShouldAllBe(verdict => verdict.Observation.Saved);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_confirmed_page(string version)
    {
        await using var origin = Start((request, _) => request.Contains("If-None-Match: \"v1\"", StringComparison.Ordinal)
            ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nCache-Control: max-age=90\r\nSet-Cookie: a=b\r\n\r\n"
            : Page("page", "Cache-Control: max-age=60\r\nETag: \"v1\"\r\n"));
        await using var gateway = await StartAsync(origin.Url);
        await AskAsync(gateway, version);
        _time.Leap(TimeSpan.FromSeconds(100));
        using var confirmed = await SendAsync(gateway, version, HttpMethod.Get);
        (await confirmed.Content.ReadAsStringAsync(), Word(confirmed), confirmed.Headers.GetValues("Set-Cookie").Single()).ShouldBe(("page", "goodgate; fwd=stale; fwd-status=304", "a=b"));
        using var next = await SendAsync(gateway, version, HttpMethod.Get);
        next.Headers.Contains("Set-Cookie").ShouldBeFalse();
        Word(next).ShouldStartWith("goodgate; hit; ttl=");
    }

    // Several blocks of flow control (65,535 bytes, RFC 9113 §6.9.2), from disk, for several streams of one connection at once.
    [Fact]
    public async Task A_large_page_comes_whole_to_many_streams()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-tls-").FullName;
        try
        {
            var content = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i,10}"));
            await using var origin = Start((_, _) => Page(content));
            await using var gateway = await StartAsync(origin.Url, new CacheStoreSettings { Folder = Path.Combine(folder, "cache") });
            (await AskAsync(gateway, "2.0")).Text.ShouldBe(content);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(gateway, "2.0")));
            answers.ShouldAllBe(answer => answer.Text == content && answer.Word.StartsWith("goodgate; hit", StringComparison.Ordinal));
            origin.Count.ShouldBe(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<RunningGateway> StartAsync(string server, CacheStoreSettings? store = null) => RunningGateway.StartAsync(
        CachedSite.Before(server) with { Listen = [new ListenSettings { Url = "https://127.0.0.1:0", Certificates = [_authority.Issue("one.test")] }], Cache = store ?? new CacheStoreSettings() },
        _time);

    private async Task<(int Status, string Text, string Word)> AskAsync(RunningGateway gateway, string version)
    {
        using var answer = await SendAsync(gateway, version, HttpMethod.Get);
        answer.Version.ShouldBe(Version.Parse(version));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), Word(answer));
    }

    private async Task<HttpResponseMessage> SendAsync(RunningGateway gateway, string version, HttpMethod method, Action<HttpRequestMessage>? more = null)
    {
        using var request = new HttpRequestMessage(method, $"https://{gateway.Address}/") { Version = Version.Parse(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Host = "one.test";
        more?.Invoke(request);
        return await _http.SendAsync(request);
    }

    private static string Word(HttpResponseMessage answer) => answer.Headers.GetValues("Cache-Status").Single();
}
