using System.Text.RegularExpressions;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Names of servers and when they are looked up.</summary>
internal static class NameRules
{
    // Addresses of containers and cloud balancers change within minutes; Amazon's have a TTL of 60 s.
    private static readonly TimeSpan LongestValid = TimeSpan.FromMinutes(5);

    // The stub of systemd-resolved, for who has no resolver yet.
    private const string Resolver = "resolver 127.0.0.53 valid=10s";

    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("frozen-dns", "nginx looks the name up once, when it starts. When the address changes (a container is made anew, a cloud balancer moves) it goes on sending to the old one until a reload, and it does not start at all while the name cannot be found",
            ["stale-dns-address", "connect-refused", "route-unreachable", "dns-name-not-found"], Frozen),
        new("resolver-missing", "a name that comes out of a variable is looked up for each request, which needs a resolver; without one every such request is a 502 (\"no resolver defined to resolve\")",
            ["gateway-misconfigured"], WithoutResolver),
        new("resolver-holds-long", "valid= overrides the TTL of the answer, so an address that has changed is used for that much longer", ["stale-dns-address"], HoldsLong),
        new("localhost-server", "the name stands for ::1 and 127.0.0.1: nginx takes them for two servers, and every other request meets the family that the application does not listen on",
            ["connect-refused", "no-healthy-upstream"], Localhost),
    ];

    private static IEnumerable<Fault> Frozen(NginxConfig config)
    {
        foreach (var pass in config.Passes.Where(pass => pass is { HasVariable: false, Group: null, Target.IsName: true }))
        {
            yield return new Fault(pass.Directive, $"{pass.Directive}", Lazily(pass));
        }

        foreach (var server in config.Groups.SelectMany(group => group.Named("server")).Where(one => Target.Parse(one.Argument(0)).IsName && !one.Has("resolve")))
        {
            yield return new Fault(server, $"{server} in upstream {server.Parent!.Argument(0)}", $"{server} resolve;  # nginx 1.27.3 and later, with \"zone {server.Parent.Argument(0)} 64k;\" and \"{NginxConfig.InForce(server.Parent, "resolver")?.ToString() ?? Resolver};\"");
        }
    }

    private static string Lazily(NginxPass pass)
    {
        var (target, scheme) = (pass.Target, pass.Target.Scheme.Length > 0 ? pass.Target.Scheme + "://" : "");
        var resolver = NginxConfig.InForce(pass.Scope, "resolver") is null ? $"{Resolver}; " : "";
        return $"{resolver}set $server {target.Host}; {Rewritten(pass)}{pass.Directive.Name} {scheme}$server{(target.Port is { } port ? $":{port}" : "")};";
    }

    // With a variable nginx no longer puts the path of proxy_pass in the place of the location's (ngx_http_proxy_module), so a rewrite has to.
    // Behind "set", since "break" ends what the rewrite module does.
    private static string Rewritten(NginxPass pass)
    {
        var (location, rest) = (pass.Location, pass.Target.Rest);
        var path = location?.Words[^1].Text ?? "/";
        if (rest.Length == 0 || rest == path || !path.StartsWith('/') || location?.Argument(0).StartsWith('~') == true)
        {
            return "";
        }

        return location?.Argument(0) == "=" ? $"rewrite ^ {Quoted(rest)} break; " : $"rewrite {Quoted($"^{Regex.Escape(path)}(.*)$")} {Quoted(rest + "$1")} break; ";
    }

    private static string Quoted(string word) => word.AsSpan().IndexOfAny(" ;{}") < 0 ? word : $"\"{word}\"";

    private static IEnumerable<Fault> WithoutResolver(NginxConfig config) => config.Passes
        .Where(pass => pass.HasVariable && NginxConfig.InForce(pass.Scope, "resolver") is null && LeadsToName(pass, config))
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive} without a resolver", $"resolver 127.0.0.53 valid=10s;  # before: {pass.Directive};"));

    // Variables that nothing here sets may hold an address or a group's name: no word about these.
    private static bool LeadsToName(NginxPass pass, NginxConfig config)
    {
        var written = pass.Directive.Argument(0);
        var start = written.IndexOf('$');
        var end = start + 1;
        while (end < written.Length && (char.IsAsciiLetterOrDigit(written[end]) || written[end] == '_'))
        {
            end++;
        }

        return config.ValuesOf(written[start..end]).Select(value => Target.Parse(value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value))
            .Any(target => (target.IsName || target.Host == "localhost") && config.Group(target.Host) is null);
    }

    private static IEnumerable<Fault> HoldsLong(NginxConfig config) => config.Named("resolver")
        .Where(one => one.Value("valid") is { } valid && Spans.Seconds(valid) > LongestValid)
        .Select(one => new Fault(one, one.ToString(), $"{string.Join(' ', one.Words.Select(word => word.Text.StartsWith("valid=", StringComparison.Ordinal) ? "valid=10s" : word.Text))};"));

    private static IEnumerable<Fault> Localhost(NginxConfig config)
    {
        foreach (var pass in config.Passes.Where(pass => pass is { HasVariable: false, Group: null, Target.Host: "localhost" }))
        {
            yield return new Fault(pass.Directive, $"{pass.Directive}", $"{pass.Directive.Name} {Numbered(pass.Directive.Argument(0))};");
        }

        foreach (var server in config.Groups.SelectMany(group => group.Named("server")).Where(one => Target.Parse(one.Argument(0)).Host == "localhost"))
        {
            yield return new Fault(server, server.ToString(), $"{Numbered(server.ToString())};");
        }
    }

    private static string Numbered(string written) => written.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
}
