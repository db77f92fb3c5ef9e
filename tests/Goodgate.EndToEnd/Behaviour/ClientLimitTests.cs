using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Limits on clients' connections: who is inside goes on, who is not is told so.</summary>
public sealed class ClientLimitTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private const int Places = 200;
    private const int Flood = 5_000;

    // Fewer than the gateway lets linger at once: each of them gets its answer whole.
    private const int AtOnce = 32;

    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    [Proves(CauseIds.GatewayOutOfResources)]
    public async Task Five_thousand_too_many_are_turned_away_and_those_inside_go_on()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings { MaxConnections = Places });
        var inside = await EnterAsync(gateway, Places);
        using var over = new CancellationTokenSource();
        var working = Task.WhenAll(inside.Take(8).Select(client => WorkAsync(client, over.Token)));
        var left = Flood;
        var floods = Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var answer = await gateway.GetAsync();
                answer.Status.ShouldBe(503);
                answer.LooksWhole.ShouldBeTrue();
            }
        });

        await Task.WhenAll(floods);
        await over.CancelAsync();
        (await working).ShouldAllBe(answers => answers > 0);
        var refused = await gateway.GetAsync();
        refused.Field("Retry-After").ShouldBe("10");
        refused.Field("Connection").ShouldBe("close");
        refused.Field("Proxy-Status").ShouldBe("goodgate; error=proxy_internal_error; details=\"gateway-out-of-resources\"");
        refused.Text.ShouldStartWith("503 Service Unavailable: gateway-out-of-resources: ");
        var counters = gateway.Instance.Outlets.Counters;
        counters.Connections.TurnedAway.ShouldBe(new Dictionary<string, long> { ["limit"] = Flood + 1 });
        counters.Failures[(CauseIds.GatewayOutOfResources, "operator")].ShouldBe(Flood + 1);
        counters.Connections.Open.ShouldBe(Places);

        inside[^1].Dispose();
        await Eventually.IsSoAsync(() => counters.Connections.Open == Places - 1, "the place was free again");
        (await gateway.GetAsync()).Status.ShouldBe(200);
        inside.ForEach(client => client.Dispose());
        var verdicts = await gateway.EndAsync();
        verdicts.Count.ShouldBeInRange(1, 10, "told once a minute, not once a client");
        verdicts[0].Cause.Id.ShouldBe(CauseIds.GatewayOutOfResources);
        verdicts[0].Summary.ShouldBe("the gateway ran out of places for clients (200 of 200 taken): raise client.max_connections: a connection was turned away");
    }

    [Fact]
    public async Task A_reload_changes_the_limit()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings { MaxConnections = 1 });
        var inside = await EnterAsync(gateway, 1);
        (await gateway.GetAsync()).Status.ShouldBe(503);
        await gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { Client = new ClientSettings { MaxConnections = 2 } });
        (await gateway.GetAsync()).Status.ShouldBe(200);
        inside[0].Dispose();
    }

    [Fact]
    [Proves(CauseIds.RateLimited)]
    public async Task One_address_may_have_so_many_and_a_trusted_proxy_more()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings { MaxConnectionsPerAddress = 3 });
        var inside = await EnterAsync(gateway, 3);
        var refused = await gateway.GetAsync();
        refused.Status.ShouldBe(429);
        refused.Field("Retry-After").ShouldBe("10");
        refused.Field("Date").ShouldNotBeNull();

        await gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { TrustedProxies = ["127.0.0.0/8"] });
        (await gateway.GetAsync()).Status.ShouldBe(200);
        inside.ForEach(client => client.Dispose());
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.RateLimited);
        verdict.Evidence.ShouldContain(fact => fact.Value.Contains("client.max_connections_per_address: 3", StringComparison.Ordinal));
        gateway.Instance.Outlets.Counters.Connections.TurnedAway.ShouldBe(new Dictionary<string, long> { ["address"] = 1 });
    }

    [Fact]
    public async Task Over_HTTP2_it_is_told_by_GOAWAY()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings { MaxConnections = 1 }, "h2c://127.0.0.1:0");
        using var inside = await Http2Wire.ConnectAsync(gateway.Address);
        await inside.SendRequestAsync([(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "a.test")]);
        (await inside.AnswerAsync()).ShouldBe("HEADERS");
        using var outside = await Http2Wire.ConnectAsync(gateway.Address);
        (await outside.AnswerAsync()).ShouldBe("GOAWAY");
    }

    [Fact]
    public async Task Inside_TLS_a_handshake_would_be_too_dear_for_it()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings { MaxConnections = 1 }, "https://127.0.0.1:0");
        using var inside = await HandshakeAsync(gateway);
        await Should.ThrowAsync<IOException>(() => HandshakeAsync(gateway));
        gateway.Instance.Outlets.Counters.Connections.TurnedAway["limit"].ShouldBe(1);
        gateway.Instance.Outlets.Counters.Requests.Of(5, Gateway.Exchanges.ResponseSource.Gateway).ShouldBe(0, "nobody got a 503");
    }

    [Fact]
    public async Task Many_handshakes_at_once_all_have_their_turn()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartAsync(origin.Url, new ClientSettings(), "https://127.0.0.1:0");
        var clients = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => HandshakeAsync(gateway)));
        clients.Length.ShouldBe(200);
        Array.ForEach(clients, client => client.Dispose());
        gateway.Instance.Outlets.Counters.Connections.TurnedAway.ShouldBeEmpty();
    }

    private async Task<RunningGateway> StartAsync(string server, ClientSettings client, string listen = "http://127.0.0.1:0") => await RunningGateway.StartAsync(RunningGateway.Before(server) with
    {
        Client = client,
        Listen = [new ListenSettings { Url = listen, Certificates = listen.StartsWith("https", StringComparison.Ordinal) ? [_authority.Issue("one.test")] : [] }],
    });

    // Inside once an answer has come.
    private static async Task<List<RawClient>> EnterAsync(RunningGateway gateway, int count)
    {
        var inside = new List<RawClient>();
        for (var i = 0; i < count; i++)
        {
            inside.Add(await gateway.ConnectAsync());
            (await inside[^1].AskAsync(Get)).Status.ShouldBe(200);
        }

        return inside;
    }

    private static async Task<int> WorkAsync(RawClient client, CancellationToken over)
    {
        var answers = 0;
        for (; !over.IsCancellationRequested; answers++)
        {
            (await client.AskAsync(Get)).Status.ShouldBe(200);
        }

        return answers;
    }

    private static async Task<SslStream> HandshakeAsync(RunningGateway gateway)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Address);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), false, (_, _, _, _) => true);
        try
        {
            await stream.AuthenticateAsClientAsync("one.test");
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
