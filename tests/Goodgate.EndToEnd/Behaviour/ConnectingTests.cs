using System.Net;
using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Connections to servers: which address, how many, how long they are kept.</summary>
public sealed class ConnectingTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_name_with_two_addresses_is_reached_on_the_one_that_listens(string address)
    {
        await using var origin = RawOrigin.Start(AnswerAsync, IPAddress.Parse(address));
        var hosts = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(hosts, "::1 app.test\n127.0.0.1 app.test\n");
            await using var gateway = await RunningGateway.StartAsync(
                RunningGateway.Before($"http://app.test:{new Uri(origin.Url).Port}") with { Dns = new DnsSettings { HostsFile = hosts } });

            (await gateway.GetAsync()).Text.ShouldBe("ok");

            (await gateway.EndAsync()).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(hosts);
        }
    }

    [Fact]
    public async Task A_server_may_listen_on_a_unix_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"goodgate-{Guid.NewGuid():n}.sock");
        await using var origin = HealthyOrigin.Start(new OriginOptions { UnixPath = path });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            (await client.AskAsync($"GET /respond?body={i} HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe($"{i}");
        }

        origin.Seen.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task The_gateway_may_listen_on_a_unix_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"goodgate-{Guid.NewGuid():n}.sock");
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url) with { Listen = [new ListenSettings { Url = $"unix:{path}" }] });
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);

        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"u8.ToArray());

        (await reader.ReadToEndAsync()).ShouldEndWith("\r\n\r\nok");
        OriginPeer.Lines(origin.Received[0], "X-Forwarded-For").ShouldBe(["unknown"]);
        OriginPeer.Lines(origin.Received[0], "Forwarded").ShouldBe(["for=unknown;host=a.test;proto=http"]);
    }

    [Theory]
    [InlineData("Keep-Alive: timeout=1\r\n", 0.8)]
    [InlineData("Keep-Alive: max=5, timeout=2\r\n", 1.6)]
    [InlineData("Keep-Alive: timeout=600\r\n", 4.0)]
    [InlineData("Keep-Alive: timeout=x\r\n", 4.0)]
    [InlineData("", 4.0)]
    public async Task The_servers_own_limit_is_obeyed_with_a_margin(string field, double seconds)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 200 OK\r\n{field}Content-Length: 0\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        await gateway.GetAsync();

        gateway.Instance.Model.Upstreams["app"].Servers[0].Pool.IdleLimit.TotalSeconds.ShouldBe(seconds, 0.001);
    }

    [Fact]
    public async Task An_idle_connection_is_closed_before_the_server_closes_it()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok");
            await peer.ReadToEndAsync();
            closed.TrySetResult();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        (await gateway.GetAsync()).Text.ShouldBe("ok");
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(60));

        (await gateway.GetAsync()).Text.ShouldBe("ok");
        origin.Connections.ShouldBe(2);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", true)]
    [InlineData("POST", false)]
    [InlineData("GET", true)]
    public async Task A_connection_the_server_closed_while_idle_is_not_used(string method, bool byReset)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(Ok);
            if (peer.Number > 1)
            {
                await peer.ReadToEndAsync();
                return;
            }

            await go.Task;
            if (byReset)
            {
                peer.Reset();
            }
            else
            {
                peer.Dispose();
            }

            closed.SetResult();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        await client.AskAsync(Get);
        go.SetResult();
        await closed.Task;

        var answer = await client.AskAsync($"{method} / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");

        answer.Text.ShouldBe("ok");
        origin.Received.Count.ShouldBe(2);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_nobody_asked_for_end_a_connection()
    {
        await using var origin = RawOrigin.Answering(Ok + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            (await client.AskAsync(Get)).Text.ShouldBe("ok", "an answer belongs to its request");
        }

        origin.Connections.ShouldBe(3);
        gateway.Instance.Outlets.Counters.Excess.ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_that_comes_while_a_connection_rests_reaches_nobody()
    {
        var resting = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(Ok);
            await resting.WaitAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(WithPool(origin, new PoolSettings { IdleTimeout = TimeSpan.FromMinutes(1) }));
        var pool = gateway.Instance.Model.Upstreams["app"].Servers[0].Pool;
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            (await client.AskAsync(Get)).Text.ShouldBe("ok", "an answer belongs to its request");
            await Eventually.IsSoAsync(() => pool.Idle == 1, "the connection rested");
            resting.Release();
            await Eventually.IsSoAsync(() => SocketTable.WaitingFrom(new Uri(origin.Url).Port) > 0, "the server's second answer had arrived");
        }

        origin.Connections.ShouldBe(3);
        origin.Received.ShouldAllBe(received => received.EndsWith("\r\n\r\n", StringComparison.Ordinal) && received.Split("GET").Length == 2);
    }

    [Fact]
    public async Task No_more_connections_are_open_than_allowed()
    {
        var arrived = new SemaphoreSlim(0);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(peer => HoldAsync(peer, arrived, go.Task));
        await using var gateway = await RunningGateway.StartAsync(WithPool(origin, new PoolSettings { MaxConnections = 2 }));
        var busy = new[] { gateway.GetAsync(), gateway.GetAsync() };
        await arrived.WaitAsync();
        await arrived.WaitAsync();

        var third = await gateway.GetAsync();
        go.SetResult();
        await Task.WhenAll(busy);

        third.Status.ShouldBe(503);
        third.Field("Retry-After").ShouldNotBeNull();
        busy.ShouldAllBe(one => one.Result.Status == 200);
        (await gateway.GetAsync()).Status.ShouldBe(200);
        origin.Connections.ShouldBe(2);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe("upstream-connection-limit");
    }

    [Fact]
    public async Task No_more_idle_connections_are_kept_than_allowed()
    {
        var arrived = new SemaphoreSlim(0);
        var closed = new SemaphoreSlim(0);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await HoldAsync(peer, arrived, go.Task);
            closed.Release();
        });
        await using var gateway = await RunningGateway.StartAsync(WithPool(origin, new PoolSettings { MaxIdle = 1, IdleTimeout = TimeSpan.FromMinutes(1) }));
        var busy = Enumerable.Range(0, 3).Select(_ => gateway.GetAsync()).ToArray();
        for (var i = 0; i < 3; i++)
        {
            await arrived.WaitAsync();
        }

        go.SetResult();
        await Task.WhenAll(busy);
        await closed.WaitAsync();
        await closed.WaitAsync();

        var pool = gateway.Instance.Model.Upstreams["app"].Servers[0].Pool;
        pool.Idle.ShouldBe(1);
        pool.Open.ShouldBe(1);
    }

    private static GatewaySettings WithPool(RawOrigin origin, PoolSettings pool) =>
        RunningGateway.Before(new UpstreamSettings { Name = "app", Servers = [origin.Url], Timeouts = RunningGateway.LongLimits, Pool = pool });

    // Holds the first request of a connection until it may go on.
    private static async Task HoldAsync(OriginPeer peer, SemaphoreSlim arrived, Task go)
    {
        await peer.ReadRequestAsync();
        arrived.Release();
        await go;
        await peer.SendAsync(Ok);
        await AnswerAsync(peer);
    }

    private static async Task AnswerAsync(OriginPeer peer)
    {
        while (await peer.ReadRequestAsync() is not null)
        {
            await peer.SendAsync(Ok);
        }
    }
}
