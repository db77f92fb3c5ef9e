using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>HTTP/2 clients that take their time before a real PHP-FPM with one worker: they hold none, nor do their streams hold up each other.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlowHttp2Tests
{
    private const int LargePage = 12 * 1024 * 1024;
    private const int Upload = 300_000;

    [Fact]
    public async Task A_stream_that_is_not_read_holds_no_worker()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("large.php", $"for ($i = 0; $i < {LargePage / 65536}; $i++) {{ echo str_repeat(chr(97 + $i % 26), 65536); }}");
        await using var gateway = await StartAsync(fpm);
        using var client = Client();
        using var large = await client.SendAsync(Request(HttpMethod.Get, gateway, "/large.php"), HttpCompletionOption.ResponseHeadersRead);
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0 && PoolOf(gateway).Spooled > 0, "the worker is free");
        using var quick = await client.SendAsync(Request(HttpMethod.Get, gateway, "/quick.php"));
        (await quick.Content.ReadAsStringAsync()).ShouldBe("quick");
        var page = await large.Content.ReadAsByteArrayAsync();
        page.Length.ShouldBe(LargePage);
        page.Index().ShouldAllBe(one => one.Item == (byte)(97 + (one.Index / 65536 % 26)));
        (await gateway.EndAsync()).ShouldBeEmpty();
        PoolOf(gateway).Spooled.ShouldBe(0);
    }

    [Fact]
    public async Task An_upload_that_comes_slowly_holds_no_worker()
    {
        using var fpm = await StartFpmAsync();
        await using var gateway = await StartAsync(fpm);
        using var client = Client();
        var content = RandomNumberGenerator.GetBytes(Upload);
        var pipe = new Pipe();
        using var body = new StreamContent(pipe.Reader.AsStream());
        body.Headers.ContentLength = Upload;
        using var request = Request(HttpMethod.Post, gateway, "/sum.php");
        request.Content = body;
        var sum = client.SendAsync(request);
        await pipe.Writer.WriteAsync(content.AsMemory(0, Upload / 2));
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0 && PoolOf(gateway).Spooled > Upload / 4, "more than stays in memory is here");
        using var quick = await client.SendAsync(Request(HttpMethod.Get, gateway, "/quick.php"));
        (await quick.Content.ReadAsStringAsync()).ShouldBe("quick");
        await pipe.Writer.WriteAsync(content.AsMemory(Upload / 2));
        await pipe.Writer.CompleteAsync();
        using var answer = await sum;
        (await answer.Content.ReadAsStringAsync()).ShouldBe(string.Create(CultureInfo.InvariantCulture, $"{Upload} {Convert.ToHexStringLower(SHA256.HashData(content))}"));
        (await gateway.EndAsync()).ShouldBeEmpty();
        PoolOf(gateway).Spooled.ShouldBe(0);
    }

    private static async Task<PhpFpm> StartFpmAsync()
    {
        var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("quick.php", "echo 'quick';");
        fpm.Write("sum.php", "$body = file_get_contents('php://input'); echo strlen($body), ' ', hash('sha256', $body);");
        return fpm;
    }

    private static Task<RunningGateway> StartAsync(PhpFpm fpm) => RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings
    {
        Name = "app",
        Servers = [$"fastcgi+unix:{fpm.Socket}"],
        Timeouts = RunningGateway.LongLimits,
        FastCgi = new FastCgiSettings { Root = fpm.Folder, Pool = new FpmPoolSettings { Workers = 1, QueueTimeout = TimeSpan.FromSeconds(60) } },
    }) with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] });

    // A client whose window does not grow: what it does not read stays with the gateway.
    private static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false, InitialHttp2StreamWindowSize = 65_535 });

    private static HttpRequestMessage Request(HttpMethod method, RunningGateway gateway, string target) =>
        new(method, $"http://{gateway.Address}{target}") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static WorkerPool PoolOf(RunningGateway gateway) => gateway.Instance.Model.Upstreams["app"].Workers!;
}
