using System.Net.WebSockets;
using System.Text;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>A reload replaces the settings and nothing else.</summary>
public sealed class ReloadTests(ITestOutputHelper output)
{
    private const int Reloads = 100;
    private const int PerSecond = 2_000;

    // Requests between two reloads: 20 reloads a second at full pace.
    private const int PerReload = 100;

    // A quarter of a MiB each time leaves more than half of the download for after the last reload: the buffers on the way hold less.
    private const int DownloadPiece = 256 * 1024;

    private static readonly byte[] Piece = new byte[1000];

    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task A_hundred_reloads_disturb_nothing_that_is_under_way()
    {
        await using var origin = HealthyOrigin.Start();
        var one = Settings(origin.Url, retries: 2).WithRecords();
        var other = one.WithRecords() with { Admin = new AdminSettings { Listen = "127.0.0.1:0" } };
        await using var gateway = await RunningGateway.StartAsync(one);
        using var upload = await gateway.ConnectAsync();
        await upload.SendAsync($"POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: {(Reloads + 1) * Piece.Length}\r\n\r\n");
        using var download = await SlowDownload.StartAsync(gateway);
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await socket.ConnectAsync(new Uri($"ws://{gateway.Address}/upgrade"), limit.Token);
        await using var load = new PacedLoad(gateway, clients: 16, PerSecond);

        for (var i = 0; i < Reloads; i++)
        {
            // Every other one changes the upstream, so that its pool is another one; every fifth the access log and the admin port.
            var next = i % 10 < 5 ? one : other;
            await gateway.Instance.ReloadAsync(i % 2 == 0 ? next : next with { Upstreams = Settings(origin.Url, retries: 2 + i).Upstreams });
            await upload.SendAsync(Piece);
            await download.ReadAsync(DownloadPiece);
            await EchoAsync(socket, $"reload {i}", limit.Token);
            await Eventually.IsSoAsync(() => load.Begun >= (i + 1) * PerReload, "the next requests had begun");
        }

        var report = await load.EndAsync();
        await Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Active == 3, "the upload, the download and the WebSocket alone were under way");
        await upload.SendAsync(Piece);
        (await upload.ReadAsync()).Body.Length.ShouldBe((Reloads + 1) * Piece.Length);
        await download.ReadToEndAsync();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", limit.Token);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        CheckLoad(report);
        (await gateway.EndAsync()).ShouldBeEmpty();
        var records = (await AccessRecords.ReadAsync(one)).Concat(await AccessRecords.ReadAsync(other)).ToList();
        records.Count.ShouldBe(report.Results.Count + 3, "each request has one record, in one of the two files");
    }

    [Fact]
    public async Task An_upstream_that_stays_the_same_keeps_its_connections()
    {
        await using var origin = RawOrigin.Answering(Ok);
        var settings = RunningGateway.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings);
        var before = gateway.Instance.Model.Upstreams["app"];
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 20; i++)
        {
            (await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");
            await gateway.Instance.ReloadAsync(settings with { Upstreams = [settings.Upstreams[0] with { Servers = [.. settings.Upstreams[0].Servers] }] });
        }

        origin.Connections.ShouldBe(1);
        gateway.Instance.Model.Upstreams["app"].ShouldBeSameAs(before);
    }

    [Fact]
    public async Task An_upstream_that_changes_lets_its_connections_go()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async peer =>
        {
            while (await peer.ReadHeadAsync() is { } head)
            {
                if (head.Contains("/busy", StringComparison.Ordinal))
                {
                    arrived.SetResult();
                    await go.Task;
                }

                await peer.SendAsync(Ok);
            }

            closed.Release();
        });
        var settings = RunningGateway.Before(new UpstreamSettings
        {
            Name = "app",
            Servers = [origin.Url],
            Timeouts = RunningGateway.LongLimits,
            Pool = new PoolSettings { IdleTimeout = TimeSpan.FromMinutes(10) },
        });
        await using var gateway = await RunningGateway.StartAsync(settings);
        using var client = await gateway.ConnectAsync();
        var busy = client.AskAsync("GET /busy HTTP/1.1\r\nHost: a.test\r\n\r\n");
        await arrived.Task;
        (await gateway.GetAsync()).Text.ShouldBe("ok");

        await gateway.Instance.ReloadAsync(settings with { Upstreams = [settings.Upstreams[0] with { Retries = 0 }] });

        (await closed.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue("the idle one is closed at once");
        go.SetResult();
        (await busy).Text.ShouldBe("ok", "the busy one ends its work");
        (await closed.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue("and is closed then");
        (await gateway.GetAsync()).Text.ShouldBe("ok");
        origin.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Settings_that_cannot_be_used_change_nothing()
    {
        await using var origin = RawOrigin.Answering(Ok);
        var settings = RunningGateway.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings);
        await gateway.GetAsync();

        await Should.ThrowAsync<ArgumentException>(() => gateway.Instance.ReloadAsync(RunningGateway.Before("http://a b")));

        (await gateway.GetAsync()).Text.ShouldBe("ok");
        origin.Connections.ShouldBe(1);
    }

    private static GatewaySettings Settings(string server, int retries) =>
        RunningGateway.Before(new UpstreamSettings { Name = "app", Servers = [server], Timeouts = RunningGateway.LongLimits, Retries = retries });

    // How fast it went is told, not judged: that is the machine's affair. The bucket's own promise is no more than it gives.
    private void CheckLoad(LoadReport report)
    {
        output.WriteLine($"{Reloads} reloads under load: {report}");
        report.ToString().ShouldMatch(@"^[\d,]+ requests in [\d.]+ s: [\d,]+ a second of 2,000 wanted$");
        report.Results.Count.ShouldBeGreaterThanOrEqualTo(Reloads * PerReload);
        report.Results.Count.ShouldBeLessThanOrEqualTo((int)Math.Ceiling(report.Most));
        report.Results.Where(result => !result.Succeeded).ShouldBeEmpty(report.ToString());
    }

    private static async Task EchoAsync(ClientWebSocket socket, string message, CancellationToken cancel)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, cancel);
        var buffer = new byte[100];
        var echo = await socket.ReceiveAsync(buffer, cancel);
        echo.EndOfMessage.ShouldBeTrue();
        Encoding.UTF8.GetString(buffer, 0, echo.Count).ShouldBe(message);
    }
}
