using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Upgraded connections.</summary>
internal static class WebSocketRules
{
    // A minute is the default, and pings come every 25 s to 30 s at best, often never.
    private static readonly TimeSpan TooShort = TimeSpan.FromSeconds(60);

    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("websocket-idle-timeout", "proxy_read_timeout also limits the silence on a WebSocket: one that is quiet for that long is cut, and all reconnect at once", ["response-stalled"], Idle),
        new("websocket-http-version", "an upgrade needs HTTP/1.1; before nginx 1.29.7 the default is 1.0 and the server refuses it", ["upgrade-failed", "upstream-sent-error"], Version),
        new("websocket-connection-header", "Upgrade alone does nothing: the server wants \"Connection: upgrade\" beside it (RFC 9110 §7.8)", ["upgrade-failed", "upstream-sent-error"], Connection),
    ];

    private static IEnumerable<NginxPass> Upgrading(NginxConfig config) => config.Passes.Where(pass => pass.Upgrades);

    private static IEnumerable<Fault> Idle(NginxConfig config) => Upgrading(config)
        .Where(pass => pass.Time("read_timeout", 60) <= TooShort)
        .Select(pass => new Fault(
            pass.Setting("read_timeout") ?? pass.Directive,
            pass.Setting("read_timeout")?.ToString() ?? $"{pass.Directive} with Upgrade, and proxy_read_timeout 60s (default)",
            "proxy_read_timeout 1h;"));

    private static IEnumerable<Fault> Version(NginxConfig config) => Upgrading(config)
        .Where(pass => pass.Setting("http_version")?.Argument(0) is null or "1.0")
        .Select(pass => new Fault(pass.Setting("http_version") ?? pass.Directive, $"{pass.Directive} with Upgrade, and HTTP/1.0", "proxy_http_version 1.1;"));

    private static IEnumerable<Fault> Connection(NginxConfig config) => Upgrading(config)
        .Where(pass => NginxConfig.HeaderInForce(pass.Scope, "Connection") is null)
        .Select(pass => new Fault(NginxConfig.HeaderInForce(pass.Scope, "Upgrade")!.Value.Place, "proxy_set_header Upgrade without Connection", "proxy_set_header Connection \"upgrade\";"));
}
