using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Connections that are kept open to servers.</summary>
internal static class KeepAliveRules
{
    // Node closes idle connections after 5 s (server.keepAliveTimeout), Apache too (KeepAliveTimeout), gunicorn after 2 s.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    // ngx_http_upstream_keepalive_module: keepalive_timeout of a group.
    private static readonly TimeSpan Standard = TimeSpan.FromSeconds(60);

    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("keepalive-longer-than-server", "nginx keeps idle connections longer than many servers do (Node and Apache close after 5 s, gunicorn after 2 s), so a request may go out on a connection that is just being closed: a 502 now and then, which for POST is not tried again",
            ["keepalive-race", "upstream-closed-before-response"], Longer),
        new("keepalive-needs-http11", "with HTTP/1.0, the default before nginx 1.29.7, each request opens a connection of its own and keepalive does nothing: ports run out under load", ["gateway-out-of-resources"], OldVersion),
        new("keepalive-needs-connection", "nginx sends \"Connection: close\" (or what is set here) unless the field is emptied, so the server closes after each answer and keepalive does nothing: ports run out under load",
            ["gateway-out-of-resources", "upstream-closed-before-response"], Connection),
        new("keepalive-fastcgi-off", "without fastcgi_keep_conn PHP closes after each request, and keepalive does nothing", ["gateway-out-of-resources"], FastCgi),
        new("keepalive-before-method", "a balancing method behind keepalive replaces it: nothing is kept (nginx warns of it at its start)", ["gateway-out-of-resources"], Order),
    ];

    private static IEnumerable<(Directive Keep, NginxPass Pass)> Kept(NginxConfig config) => config.Passes
        .Where(pass => pass.Group?.Last("keepalive") is { } keep && keep.Argument(0) != "0")
        .Select(pass => (pass.Group!.Last("keepalive")!, pass));

    private static IEnumerable<Fault> Longer(NginxConfig config)
    {
        foreach (var keep in Kept(config).Where(one => one.Pass.IsHttp).Select(one => one.Keep).Distinct())
        {
            var set = keep.Parent!.Last("keepalive_timeout");
            if (set is null || Spans.Seconds(set.Argument(0)) is not { } time)
            {
                yield return new Fault(keep, $"{keep} with keepalive_timeout {Spans.Shown(Standard)} (default)", $"{keep}; keepalive_timeout 4s;  # below the server's own");
            }
            else if (time >= Shortest)
            {
                yield return new Fault(set, set.ToString(), "keepalive_timeout 4s;  # below the server's own");
            }
        }
    }

    private static IEnumerable<Fault> OldVersion(NginxConfig config) => Kept(config)
        .Where(one => one.Pass.IsHttp && one.Pass.Setting("http_version")?.Argument(0) is null or "1.0")
        .Select(one => new Fault(
            one.Pass.Setting("http_version") ?? one.Pass.Directive,
            one.Pass.Setting("http_version")?.ToString() ?? $"{one.Pass.Directive} to a group with {one.Keep} and without proxy_http_version",
            "proxy_http_version 1.1;"));

    private static IEnumerable<Fault> Connection(NginxConfig config)
    {
        foreach (var pass in Kept(config).Where(one => one.Pass.IsHttp).Select(one => one.Pass))
        {
            var set = NginxConfig.HeaderInForce(pass.Scope, "Connection");
            if (set is null)
            {
                yield return new Fault(pass.Directive, $"{pass.Directive} to a group with keepalive, and Connection is not emptied", "proxy_set_header Connection \"\";");
            }
            else if (set.Value.Text is var text && (text.Equals("close", StringComparison.OrdinalIgnoreCase) || (text.Equals("upgrade", StringComparison.OrdinalIgnoreCase) && pass.Location?.Argument(0) is null or "/")))
            {
                var better = text.Equals("close", StringComparison.OrdinalIgnoreCase)
                    ? "proxy_set_header Connection \"\";"
                    : "proxy_set_header Connection $connection_upgrade;  # in http: map $http_upgrade $connection_upgrade { default upgrade; '' ''; }";
                yield return new Fault(set.Value.Place, $"proxy_set_header Connection {text} for all requests", better);
            }
            else if (config.Named("map").Where(map => map.Argument(1) == text).SelectMany(map => map.Inner).FirstOrDefault(one => one.Name.Length == 0 && one.Argument(0) == "close") is { } entry)
            {
                // The snippet of nginx's own page on WebSockets, which was written before there was keepalive.
                yield return new Fault(entry, $"{text} is \"close\" for all requests but WebSockets, and {pass.Group!} has keepalive", "'' '';");
            }
        }
    }

    private static IEnumerable<Fault> FastCgi(NginxConfig config) => Kept(config)
        .Where(one => one.Pass.Protocol == "fastcgi" && one.Pass.Setting("keep_conn")?.Argument(0) != "on")
        .Select(one => new Fault(one.Keep, $"{one.Keep} in a group for fastcgi_pass", $"fastcgi_keep_conn on;  # beside {one.Pass.Directive.Place.Line.ToString(CultureInfo.InvariantCulture)}: {one.Pass.Directive}"));

    private static IEnumerable<Fault> Order(NginxConfig config)
    {
        foreach (var group in config.Groups)
        {
            var keep = group.Inner.FindIndex(one => one.Name == "keepalive");
            var method = group.Inner.FindIndex(one => one.Name is "ip_hash" or "least_conn" or "hash" or "random" or "least_time");
            if (keep >= 0 && method > keep)
            {
                yield return new Fault(group.Inner[method], $"{group.Inner[method]} behind {group.Inner[keep]}", $"{group.Inner[method]}; {group.Inner[keep]};  # in this order");
            }
        }
    }
}
