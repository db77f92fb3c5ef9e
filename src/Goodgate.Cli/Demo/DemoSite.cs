using Goodgate.Cli.Labs;
using Goodgate.Gateway;
using Goodgate.Gateway.Settings;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Goodgate.Lab.Origin;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Demo;

/// <summary>What the demo runs: the lab's faults, a healthy server, and a gateway in front of them with a path for each fault.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private const string UsualSite = "http://127.0.0.1:8080";
    private const string AnySite = "http://127.0.0.1:0";

    // Short, so that one round takes seconds; the real defaults are in docs/settings.md.
    private static readonly TimeoutSettings Short = new()
    {
        Dns = TimeSpan.FromMilliseconds(300),
        Connect = TimeSpan.FromMilliseconds(300),
        Tls = TimeSpan.FromMilliseconds(500),
        Send = TimeSpan.FromMilliseconds(500),
        FirstByte = TimeSpan.FromMilliseconds(500),
        BodyGap = TimeSpan.FromMilliseconds(500),
    };

    private readonly FaultLab _lab;
    private readonly HealthyOrigin _origin;

    private DemoSite(FaultLab lab, HealthyOrigin origin)
    {
        _lab = lab;
        _origin = origin;
    }

    public GatewayInstance Gateway { get; private set; } = null!;

    /// <summary>What is played, in order.</summary>
    public IReadOnlyList<RunningFault> Acts => _lab.Running;

    /// <summary>Where to open it.</summary>
    public string Url => Gateway.Addresses[0];

    /// <summary>Faults left out, with the reason: this machine cannot play them, or a gateway cannot tell them from another.</summary>
    public static IReadOnlyList<(Fault Fault, string Why)> Unplayable { get; } =
        [.. FaultChoice.Principal.Select(fault => (fault, Why(fault))).Where(one => one.Item2.Length > 0)];

    /// <exception cref="LabException">The lab cannot be set up.</exception>
    public static async Task<DemoSite> StartAsync(Session session)
    {
        var faults = FaultChoice.Principal.Except(Unplayable.Select(one => one.Fault)).ToList();
        var lab = await FaultLab.StartAsync(faults, new LabOptions { Time = session.Time }, session.Signals.Stop);
        var site = new DemoSite(lab, HealthyOrigin.Start());
        try
        {
            site.Gateway = await site.GatewayAsync(session);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        await _origin.DisposeAsync();
        await _lab.DisposeAsync();
    }

    // An application says that its database is down in its page, and pages are relayed unread: to the gateway it is an error of the application's own.
    private static string Why(Fault fault) =>
        fault.CanPlay(out var why) ? "" : why;

    // The usual ports are easy to remember; another program on them must not spoil the demo.
    private async Task<GatewayInstance> GatewayAsync(Session session)
    {
        try
        {
            return await GatewayInstance.StartAsync(Settings(UsualSite, new AdminSettings().Listen), session.Time, session.Signals.Stop);
        }
        catch (IOException)
        {
            return await GatewayInstance.StartAsync(Settings(AnySite, "127.0.0.1:0"), session.Time, session.Signals.Stop);
        }
    }

    private GatewaySettings Settings(string listen, string admin)
    {
        var dead = Acts.First(act => act.Fault.Name == CauseIds.ConnectRefused).Urls[0];
        return new GatewaySettings
        {
            Listen = [new ListenSettings { Url = listen }],
            Admin = new AdminSettings { Listen = admin },
            Dns = new DnsSettings { Resolvers = [_lab.Dns.Address.ToString()] },
            Upstreams =
            [
                new UpstreamSettings { Name = "shop", Servers = [dead, _origin.Url], Timeouts = Short },
                .. Acts.Select(act => new UpstreamSettings
                {
                    Name = act.Fault.Name, Servers = act.Urls, Timeouts = Short, Tls = new UpstreamTlsSettings { Ca = act.CaFile },
                    FastCgi = new FastCgiSettings { Root = "/var/www/html", Script = "/index.php" },
                }),
            ],
            Sites = [new SiteSettings { Name = "demo", Hosts = ["*"], Routes = Routes() }],
        };
    }

    // The origin shows at /headers what a server gets to see; as good a page as any to stay up.
    private IReadOnlyList<RouteSettings> Routes() =>
    [
        new RouteSettings { Path = "/", Respond = new RespondSettings { Body = DemoPage.Html(Acts), ContentType = "text/html; charset=utf-8" } },
        new RouteSettings { Path = "/headers", Upstream = "shop" },
        .. Acts.Select(act => new RouteSettings { Path = $"/{act.Fault.Name}/*", Upstream = act.Fault.Name }),
    ];
}
