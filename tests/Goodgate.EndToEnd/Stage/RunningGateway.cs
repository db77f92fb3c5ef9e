using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Stage;

/// <summary>A gateway in this process on a free port, with everything it says collected.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    /// <summary>Time for exchanges under way when a test ends: none of them may still need it.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(20);

    private bool _stopped;

    private RunningGateway(GatewayInstance instance)
    {
        Instance = instance;
        Verdicts = new VerdictCollector(instance.Verdicts.Follow());
    }

    public GatewayInstance Instance { get; }

    public VerdictCollector Verdicts { get; }

    /// <summary>Address of its first listener.</summary>
    public IPEndPoint Address => EndPointOf(Instance.Addresses[0]);

    /// <summary><c>http://127.0.0.1:41234</c>.</summary>
    public string Url => Instance.Addresses[0];

    /// <summary>Limits of time that no test reaches unless it sets its own: a busy machine must not make a failure of another kind.</summary>
    public static TimeoutSettings LongLimits { get; } = new()
    {
        Dns = TimeSpan.FromSeconds(30),
        Connect = TimeSpan.FromSeconds(30),
        Tls = TimeSpan.FromSeconds(30),
        Send = TimeSpan.FromSeconds(30),
        FirstByte = TimeSpan.FromSeconds(30),
        BodyGap = TimeSpan.FromSeconds(30),
    };

    /// <summary>Settings for one site that sends everything to these servers.</summary>
    public static GatewaySettings Before(params string[] servers) => Before(new UpstreamSettings { Name = "app", Servers = servers, Timeouts = LongLimits, FastCgi = new FastCgiSettings { Root = "/srv", Script = "/index.php" } });

    /// <summary>Settings for one site that sends everything to this upstream.</summary>
    public static GatewaySettings Before(UpstreamSettings upstream) => new()
    {
        Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
        Upstreams = [upstream],
        Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [new RouteSettings { Upstream = upstream.Name }] }],
        Admin = new AdminSettings { Listen = "off" },
    };

    public static async Task<RunningGateway> StartAsync(GatewaySettings settings, TimeProvider? time = null) =>
        new(await GatewayInstance.StartAsync(settings, time ?? TimeProvider.System, CancellationToken.None));

    public static Task<RunningGateway> StartAsync(params string[] servers) => StartAsync(Before(servers));

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Address);

    /// <summary>One GET on a connection of its own.</summary>
    public async Task<Answer> GetAsync(string target = "/", string fields = "")
    {
        using var client = await ConnectAsync();
        return await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n");
    }

    /// <summary>Stops the gateway when the exchanges under way have ended; then no verdict is missing from what this returns.</summary>
    public async Task<IReadOnlyList<Verdict>> EndAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            using var now = new CancellationTokenSource(Drain);
            await Instance.StopAsync(now.Token);
        }

        return await Verdicts.AllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await EndAsync();
        }

        await Instance.DisposeAsync();
    }

    private static IPEndPoint EndPointOf(string url)
    {
        var uri = new Uri(url);
        var address = IPAddress.Parse(uri.Host.Trim('[', ']'));
        address.AddressFamily.ShouldBeOneOf(AddressFamily.InterNetwork, AddressFamily.InterNetworkV6);
        return new IPEndPoint(address, uri.Port);
    }
}
