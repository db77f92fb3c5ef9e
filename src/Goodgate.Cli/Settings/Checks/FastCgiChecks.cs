using Goodgate.Cli.Settings.Reading;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Upstreams of FastCGI servers: nothing else among them, and a folder to find scripts in: their own, or that of the site whose files they serve.</summary>
internal static class FastCgiChecks
{
    public static void Run(ReadGroup root, ProblemList problems)
    {
        var sites = root.Groups("sites").ToList();
        var rooted = sites.Select(site => site.Group("files")?.Text("php")).ToHashSet(StringComparer.Ordinal);
        var routed = sites.SelectMany(site => site.Groups("routes")).Select(route => route.Text("upstream")).ToHashSet(StringComparer.Ordinal);
        foreach (var upstream in root.Groups("upstreams"))
        {
            var servers = upstream.Texts("servers");
            var fast = servers.Count(server => server.StartsWith("fastcgi", StringComparison.Ordinal));
            if (fast == 0)
            {
                continue;
            }

            if (fast < servers.Count)
            {
                problems.Add(upstream.PlaceOf("servers"), $"upstream {Shown.Quoted(upstream.Name)} has FastCGI and HTTP servers, which cannot answer for each other", "two upstreams");
            }

            // One file and one page are those of one pool.
            if (servers.Count > 1 && upstream.Group("fastcgi")?.Group("pool") is { } pool && (pool.Has("conf") || pool.Has("status_path")))
            {
                problems.Add(upstream.PlaceOf("servers"), $"upstream {Shown.Quoted(upstream.Name)} has {servers.Count} servers, and fastcgi.pool tells of one pool", "one server, or fastcgi.pool.workers alone");
            }

            if (upstream.Group("fastcgi")?.Group("pool") is { } known && known.Text("log") is { } log && PlainFile.Instead(log) is { } other)
            {
                problems.Add(known.PlaceOf("log"), $"fastcgi.pool.log {Shown.Quoted(log)}: {other}", "the file that error_log in php-fpm.conf names");
            }

            if (rooted.Contains(upstream.Name) && !routed.Contains(upstream.Name))
            {
                continue;
            }

            // One that was refused has its own error.
            if (upstream.Group("fastcgi") is { } group && !group.Has("root") && !group.Mentions("root"))
            {
                problems.Add(
                    upstream.PlaceOf("servers"),
                    $"fastcgi.root of upstream {Shown.Quoted(upstream.Name)} is missing",
                    "the folder of the scripts, as the FastCGI server sees it");
            }
        }
    }
}
