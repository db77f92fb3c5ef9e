using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Which site and route would take a request; asked of the gateway's own tables, so that lint and traffic cannot differ.</summary>
internal sealed class SiteMatch
{
    private static readonly Dictionary<string, Upstream> NoUpstreams = new(StringComparer.Ordinal);

    private readonly Dictionary<Site, SiteSettings> settingsOf = [];
    private readonly SiteTable table;

    public SiteMatch(GatewaySettings settings)
    {
        foreach (var site in settings.Sites)
        {
            // Matching needs no upstream, and upstreams would bring pools with them.
            settingsOf[new Site(site with { Files = null, Routes = [.. Routes(site).Select(r => r with { Upstream = null })] }, NoUpstreams)] = site;
        }

        table = new SiteTable(settingsOf.Keys);
    }

    /// <summary>The routes of a site, with the one that its files are.</summary>
    public static IEnumerable<RouteSettings> Routes(SiteSettings site) => site.Files is null ? site.Routes : site.Routes.Append(new RouteSettings());

    /// <summary>Whether every path the second pattern takes is taken by the first too.</summary>
    public static bool CoversPath(RouteSettings pattern, string path) => new Route(pattern, null).MatchesPath(path);

    /// <summary>The path and methods of the route that answers a GET, and its site; null when none does.</summary>
    public (SiteSettings Site, RouteSettings Match)? Find(string host, string path) =>
        table.Find(host) is { } site && site.Find("GET", path) is { } route ? (settingsOf[site], route.Settings) : null;
}
