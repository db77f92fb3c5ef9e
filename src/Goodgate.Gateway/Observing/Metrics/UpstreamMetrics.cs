using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>What <c>/metrics</c> shows of upstreams. A server listed twice in an upstream is one series.</summary>
internal static class UpstreamMetrics
{
    public static void Write(Exposition to, IEnumerable<Upstream> upstreams)
    {
        var rows = upstreams
            .SelectMany(upstream => upstream.Servers.GroupBy(server => server.Address.Url, StringComparer.Ordinal)
                .Select(same => new Row(upstream.Settings.Name, same.Key, [.. same])))
            .ToArray();
        Sum(to.Counter("goodgate_upstream_requests", "Attempts made at a server."), rows, server => server.Requests);
        Sum(to.Counter("goodgate_upstream_failures", "Attempts that brought no complete response."), rows, server => server.Failures);
        Sum(to.Gauge("goodgate_upstream_active", "Attempts under way."), rows, server => server.Active);
        to.Gauge("goodgate_upstream_connections", "Connections open to a server.");
        foreach (var row in rows)
        {
            var idle = row.Servers.Sum(server => server.Pool.Idle);
            to.Sample(idle, ("upstream", row.Upstream), ("server", row.Server), ("state", "idle"));
            to.Sample(Math.Max(0, row.Servers.Sum(server => server.Pool.Open) - idle), ("upstream", row.Upstream), ("server", row.Server), ("state", "busy"));
        }

        to.Gauge("goodgate_upstream_idle_limit_seconds", "How long a connection may be idle before it is closed: the setting, or less when the server said or showed less.");
        foreach (var row in rows)
        {
            to.Sample(row.Servers.Min(server => server.Pool.IdleLimit).TotalSeconds, ("upstream", row.Upstream), ("server", row.Server));
        }
    }

    private static void Sum(Exposition to, Row[] rows, Func<Server, long> value)
    {
        foreach (var row in rows)
        {
            to.Sample(row.Servers.Sum(value), ("upstream", row.Upstream), ("server", row.Server));
        }
    }

    private sealed record Row(string Upstream, string Server, Server[] Servers);
}
