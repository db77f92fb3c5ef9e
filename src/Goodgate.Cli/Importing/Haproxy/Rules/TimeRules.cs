using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy.Rules;

/// <summary>Limits of time, and which of them fires first.</summary>
internal static class TimeRules
{
    public static readonly IReadOnlyList<ImportRule<HaproxyConfig>> All =
    [
        new("timeout-missing", "without it a silent server or client is waited for without end: connections pile up until there are none left (HAProxy warns of it at its start)",
            ["gateway-out-of-resources", "response-timeout"], Missing),
        new("client-timeout-below-server", "the client's side is cut before the server may answer: the request ends as \"cD\" or \"cH\", which names nobody, while the server works on",
            ["client-aborted", "response-timeout"], ClientBelowServer),
        new("queue-longer-than-server", "a request may wait longer for a place than the application may take for the answer: the visitor has left by then, and the server works for nobody",
            ["upstream-connection-limit", "response-timeout"], QueueLonger),
        new("connect-timeout-long", "a server whose machine is gone is waited for that long, times the retries, before another is tried", ["connect-timeout"], SlowConnect),
        new("websocket-idle-timeout", "without \"timeout tunnel\" a WebSocket that is quiet is cut after the client's or server's timeout, and all reconnect at once", ["response-stalled"], Tunnel),
    ];

    private static IEnumerable<Fault> Missing(HaproxyConfig config)
    {
        foreach (var proxy in config.Proxies)
        {
            string[] wanted = [.. proxy.IsBackend && proxy.Servers.Count > 0 ? ["connect", "server"] : (string[])[], .. proxy.IsFrontend ? ["client"] : (string[])[]];
            var missing = wanted.Where(name => proxy.Timeout(name) is not { Time.Ticks: > 0 }).ToList();
            if (missing.Count > 0)
            {
                yield return new Fault(proxy.Section, $"{proxy.Section} without timeout {string.Join(", ", missing)}", string.Join("; ", missing.Select(name => $"timeout {name} {(name == "connect" ? "3s" : "60s")}")));
            }
        }
    }

    private static IEnumerable<Fault> ClientBelowServer(HaproxyConfig config)
    {
        foreach (var (front, back) in Pairs(config))
        {
            if (front.Timeout("client") is var (client, least) && back.Timeout("server") is var (server, most) && least > TimeSpan.Zero && least < most)
            {
                yield return new Fault(client, $"{client} with {server} (line {server.Place.Line})", $"timeout client {Spans.Shown(most)}");
            }
        }
    }

    private static IEnumerable<Fault> QueueLonger(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsBackend: true, Servers.Count: > 0 } && proxy.Timeout("queue") is var (_, queue) && proxy.Timeout("server") is var (_, server) && queue > server)
        .Select(proxy => new Fault(proxy.Timeout("queue")!.Value.Set, $"{proxy.Timeout("queue")!.Value.Set} with timeout server {Spans.Shown(proxy.Timeout("server")!.Value.Time)}", "timeout queue 10s"));

    private static IEnumerable<Fault> SlowConnect(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsBackend: true, Servers.Count: > 0 } && proxy.Timeout("connect") is var (_, time) && time > TimeSpan.FromSeconds(10))
        .Select(proxy => new Fault(proxy.Timeout("connect")!.Value.Set, $"{proxy.Timeout("connect")!.Value.Set}, with {proxy.Number("retries") ?? 3} retries", "timeout connect 3s"));

    // A WebSocket is meant where a rule looks at Upgrade.
    private static IEnumerable<Fault> Tunnel(HaproxyConfig config)
    {
        foreach (var (front, back) in Pairs(config))
        {
            var upgrade = front.Section.Inner.Concat(back.Section.Inner).FirstOrDefault(one => one.Arguments.Any(word => word.Text.Contains("websocket", StringComparison.OrdinalIgnoreCase)) && one.Name is "acl" or "use_backend");
            if (upgrade is not null && back.Timeout("tunnel") is null && front.Timeout("tunnel") is null)
            {
                yield return new Fault(back.Section, $"{back.Section} takes WebSockets ({upgrade}), without timeout tunnel", "timeout tunnel 1h");
            }
        }
    }

    /// <summary>Each front with each back it sends to by name; a listen section with itself.</summary>
    public static IEnumerable<(HaproxyProxy Front, HaproxyProxy Back)> Pairs(HaproxyConfig config)
    {
        foreach (var front in config.Proxies.Where(one => one.IsFrontend))
        {
            if (front is { IsBackend: true, Servers.Count: > 0 })
            {
                yield return (front, front);
            }

            foreach (var back in front.Section.Inner.Where(one => one.Name is "use_backend" or "default_backend").Select(one => config.Backend(one.Argument(0))).OfType<HaproxyProxy>().Distinct())
            {
                yield return (front, back);
            }
        }
    }
}
