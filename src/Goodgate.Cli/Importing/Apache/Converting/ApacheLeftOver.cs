using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>Says what nobody took along, of what does something that visitors would notice.</summary>
internal static class ApacheLeftOver
{
    private static readonly Dictionary<string, string> Noticed = new(StringComparer.Ordinal)
    {
        ["rewriterule"] = "paths are not rewritten; redirects are routes with redirect",
        ["redirectmatch"] = "routes are an exact path or a prefix, not a regular expression",
        ["alias"] = "a folder is served whole, as files of a site",
        ["scriptalias"] = "CGI programs are not run",
        ["header"] = "fields of answers are passed on as they are",
        ["requestheader"] = "fields of requests are passed on as they are; X-Forwarded-For, -Proto and -Host are added",
        ["errordocument"] = "a folder with 502.html or 5xx.html: error_pages: DIR of the site",
        ["proxyerroroverride"] = "an application's own errors pass through unchanged",
        ["proxypassreverse"] = "Location is passed on as it is: the Host is sent unchanged, so the application names the right one",
        ["proxypassreversecookiedomain"] = "cookies are passed on as they are",
        ["proxypassreversecookiepath"] = "cookies are passed on as they are",
        ["cacheenable"] = "no equivalent",
        ["setoutputfilter"] = "answers of servers are not changed",
        ["addoutputfilterbytype"] = "answers of servers are not compressed; files are",
        ["expiresdefault"] = "files.assets_cache_control is said of all but HTML",
        ["expiresbytype"] = "files.assets_cache_control is said of all but HTML",
        ["secruleengine"] = "there is no web application firewall",
        ["wsgiscriptalias"] = "Python is not run in the gateway: run it behind an HTTP server",
        ["customlog"] = "give Goodgate a log of its own: access_log: { path: FILE, format: combined }",
        ["proxyset"] = "no equivalent, but for timeouts",
    };

    public static void Say(ApacheConfig config, Plan plan)
    {
        foreach (var one in config.All.Where(one => Noticed.ContainsKey(one.Name) && one.Outward().Skip(1).Any(up => up.Name is "virtualhost" or "location" or "proxy" || up.Words.Count == 0)))
        {
            plan.Miss(one, Noticed[one.Name]);
        }

        foreach (var worker in config.Workers.Where(worker => !worker.IsMember && worker.Target.Scheme is "http" or "https"
            && !"on".Equals(ApacheConfig.InForce(worker.Line, "proxypreservehost")?.Argument(0), StringComparison.OrdinalIgnoreCase)))
        {
            plan.Miss(worker.Line, $"Apache sent the Host {Cli.Settings.Shown.Plain(worker.Target.Authority)}; Goodgate sends the client's");
        }
    }
}
