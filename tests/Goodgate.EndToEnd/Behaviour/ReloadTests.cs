using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>A reload replaces the settings and nothing else.</summary>
public sealed class ReloadTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task A_hundred_reloads_disturb_nothing_that_is_under_way()
    {
        await using var origin = HealthyOrigin.Start();
        var one = Settings(origin.Url, retries: 2).WithRecords();
        var other = one.WithRecords() with { Admin = new AdminSettings { Listen = "127.0.0.1:0" } };
        await using var gateway = await RunningGateway.StartAsync(one);
        using var upload = await gateway.ConnectAsync();
        using var tunnel = await gateway.ConnectAsync();
        await upload.SendAsync("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100000\r\n\r\n");
        (await tunnel.AskAsync("GET /upgrade HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")).Status.ShouldBe(101);
        using var download = await gateway.ConnectAsync();
        await download.SendAsync("GET /slow?bytes=100000&piece=1000&interval=1 HTTP/1.1\r\nHost: a.test\r\n\r\n");
        using var ended = new CancellationTokenSource();
        var gets = Enumerable.Range(0, 4).Select(_ => GetAgainAndAgainAsync(gateway, ended.Token)).ToArray();

        for (var i = 0; i < 100; i++)
        {
            // Every other one changes the upstream, so that its pool is another one; every fifth the access log and the admin port.
            var next = i % 10 < 5 ? one : other;
            await gateway.Instance.ReloadAsync(i % 2 == 0 ? next : next with { Upstreams = Settings(origin.Url, retries: 2 + i).Upstreams });
            await upload.SendAsync(new byte[1000]);
            await tunnel.SendAsync("x");
            (await tunnel.ReadBytesAsync(1)).ShouldBe("x");
        }

        (await upload.ReadAsync()).Body.Length.ShouldBe(100_000);
        (await download.ReadAsync()).Body.ShouldBe(OriginRoutes.Pattern(100_000));
        await ended.CancelAsync();
        var served = await Task.WhenAll(gets);
        served.Sum().ShouldBeGreaterThan(100);
        tunnel.Dispose();
        (await gateway.EndAsync()).ShouldBeEmpty();
        var records = (await AccessRecords.ReadAsync(one)).Concat(await AccessRecords.ReadAsync(other)).ToList();
        records.Count.ShouldBe(served.Sum() + 3, "each request has one record, in one of the two files");
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

        (await closed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("the idle one is closed at once");
        go.SetResult();
        (await busy).Text.ShouldBe("ok", "the busy one ends its work");
        (await closed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("and is closed then");
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

    private static async Task<int> GetAgainAndAgainAsync(RunningGateway gateway, CancellationToken ended)
    {
        using var client = await gateway.ConnectAsync();
        var served = 0;
        for (; !ended.IsCancellationRequested; served++)
        {
            (await client.AskAsync("GET /respond?body=ok HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");
        }

        return served;
    }
}
