using Goodgate.Gateway;
using Goodgate.Gateway.Settings;

namespace Goodgate.Allocations;

/// <summary>A gateway in this process with default settings, in front of one server.</summary>
public sealed class SteadyGateway : IAsyncDisposable
{
    private readonly GatewayInstance _gateway;

    private SteadyGateway(GatewayInstance gateway) => _gateway = gateway;

    public int Port => new Uri(_gateway.Addresses[0]).Port;

    public static async Task<SteadyGateway> StartAsync(int origin, CacheSettings? cache = null) => new(await GatewayInstance.StartAsync(
        new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Upstreams = [new UpstreamSettings { Name = "origin", Servers = [$"http://127.0.0.1:{origin}"] }],
            Sites = [new SiteSettings { Name = "all", Hosts = ["*"], Routes = [new RouteSettings { Upstream = "origin" }], Cache = cache }],
            Admin = new AdminSettings { Listen = "off" },
        },
        TimeProvider.System,
        CancellationToken.None));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
