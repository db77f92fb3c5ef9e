using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Which site and route would take a request: the most specific host, then the most specific path.</summary>
internal static class SiteMatch
{
    public static bool CoversHost(string pattern, string host) =>
        pattern == "*" || pattern == host || (pattern.StartsWith("*.", StringComparison.Ordinal) && host != pattern && host.EndsWith(pattern[1..], StringComparison.Ordinal));

    /// <summary>Whether every path the second takes is taken by the first too.</summary>
    public static bool CoversPath(string pattern, string path) =>
        pattern == path || (pattern.EndsWith("/*", StringComparison.Ordinal) && path.StartsWith(pattern[..^1], StringComparison.Ordinal));

    public static SiteSettings? SiteOf(GatewaySettings settings, string host) =>
        settings.Sites
            .SelectMany(site => site.Hosts.Where(h => CoversHost(h, host)).Select(h => (Site: site, Host: h)))
            .OrderByDescending(m => m.Host == host)
            .ThenByDescending(m => m.Host.Length)
            .Select(m => m.Site)
            .FirstOrDefault();

    /// <summary>The route for a GET.</summary>
    public static RouteSettings? RouteOf(SiteSettings site, string path) =>
        site.Routes
            .Where(r => CoversPath(r.Path, path) && (r.Methods.Count == 0 || r.Methods.Contains("GET")))
            .OrderByDescending(r => r.Path == path)
            .ThenByDescending(r => r.Path.Length)
            .ThenByDescending(r => r.Methods.Count > 0)
            .FirstOrDefault();
}
