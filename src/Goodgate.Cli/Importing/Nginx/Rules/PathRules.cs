using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Which address and which Host reach the server.</summary>
internal static class PathRules
{
    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("proxy-pass-slash", "with a path in proxy_pass the matched part of the address is replaced by it, letter for letter: one side ends in a slash and the other does not, so the server gets \"//page\" or \"pagename\" and answers 404 or a redirect",
            ["upstream-sent-error"], Slash),
        new("proxy-pass-replaces-path", "where proxy_pass has variables, its path is sent for every request in place of the one asked for", ["upstream-sent-error"], Replaced),
        new("proxy-pass-uri-in-regex", "nginx does not start: it cannot know which part of the address to replace", ["gateway-misconfigured"], InRegex),
        new("host-is-group-name", "without a Host of its own the server is sent the name of the group: it answers for another site, with a redirect or with 400 (an underscore is no part of a host name)",
            ["upstream-sent-error"], GroupHost),
        new("proxy-loop", "it sends to the port it listens on itself: each request comes back until there are no connections left", ["proxy-loop", "gateway-out-of-resources"], Loop),
    ];

    // "=" is exact and "~" a regular expression; a prefix stands alone or behind "^~".
    private static string? Prefix(Directive location) => location.Count == 1 && location.Argument(0) is ['/', ..] alone ? alone
        : location.Count == 2 && location.Argument(0) == "^~" ? location.Argument(1) : null;

    private static bool IsRegex(Directive location) => location.Argument(0).StartsWith('~') || location.Argument(0) is "~" or "~*";

    private static IEnumerable<Fault> Slash(NginxConfig config)
    {
        foreach (var pass in config.Passes.Where(pass => pass.IsHttp && !pass.HasVariable && pass.Target.Rest.Length > 0 && pass.Target.Socket is null))
        {
            if (pass.Location is { } location && Prefix(location) is { } prefix && prefix.EndsWith('/') != pass.Target.Rest.EndsWith('/') && !pass.Target.Rest.Contains('?'))
            {
                var whole = pass.Target.Rest.EndsWith('/');
                var better = whole ? $"location {prefix}/ {{ {pass.Directive}; }}" : $"{pass.Directive}/;";
                yield return new Fault(pass.Directive, $"location {prefix} with {pass.Directive}: {prefix}{(whole ? "/" : "")}page becomes {pass.Target.Rest}{(whole ? "/page" : "page")}", better);
            }
        }
    }

    private static IEnumerable<Fault> Replaced(NginxConfig config) => config.Passes
        .Where(pass => pass.IsHttp && pass.HasVariable && pass.Target.Rest.Length > 0 && !pass.Target.Rest.Contains('$') && pass.Location?.Argument(0) != "=")
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive}: every request becomes {pass.Target.Rest}", $"proxy_pass {pass.Directive.Argument(0)[..^pass.Target.Rest.Length]}$request_uri;"));

    private static IEnumerable<Fault> InRegex(NginxConfig config) => config.Passes
        .Where(pass => pass.IsHttp && !pass.HasVariable && pass.Target.Rest.Length > 0 && (pass.Scope.Name is "if" or "limit_except" || (pass.Scope.Name == "location" && (IsRegex(pass.Scope) || pass.Scope.Argument(0).StartsWith('@')))))
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive} in {pass.Scope}", $"proxy_pass {pass.Directive.Argument(0)[..^pass.Target.Rest.Length]};"));

    private static IEnumerable<Fault> GroupHost(NginxConfig config) => config.Passes
        .Where(pass => pass is { IsHttp: true, Group: not null } && NginxConfig.HeaderInForce(pass.Scope, "Host") is null)
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive}: Host is {pass.Target.Host}", "proxy_set_header Host $host;"));

    private static IEnumerable<Fault> Loop(NginxConfig config)
    {
        foreach (var pass in config.Passes.Where(pass => pass is { IsHttp: true, HasVariable: false, Server: not null }))
        {
            var own = pass.Server!.Named("listen").Select(one => Target.Parse(one.Argument(0))).ToList();
            var port = pass.Target.Port ?? (pass.Target.Scheme == "https" ? 443 : 80);
            if (pass.Group is null && pass.Target.IsLoopback && own.Exists(listen => (listen.Port ?? (int.TryParse(listen.Host, out var alone) ? alone : 80)) == port && CoversLoopback(listen)))
            {
                yield return new Fault(pass.Directive, $"{pass.Directive} in a server that listens on {port}", $"{pass.Directive.Name} {pass.Target.Scheme}://127.0.0.1:PORT-OF-THE-APPLICATION;");
            }
        }
    }

    private static bool CoversLoopback(Target listen) => listen.Host is "" or "*" or "0.0.0.0" or "::" || listen.IsLoopback || int.TryParse(listen.Host, out _);
}
