using Goodgate.Cli.Showing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Judging;
using Spectre.Console;

namespace Goodgate.Cli.Running;

/// <summary>What a run says when it has started: where it listens, what it serves, where to look.</summary>
internal static class StartBanner
{
    // A screenful; the whole list is in "goodgate config --effective".
    private const int MostRoutes = 12;

    // A path of a file, and a sentence about it.
    private const int LongestPool = 400;

    /// <param name="screen">Where to.</param>
    /// <param name="settings">Settings in force.</param>
    /// <param name="addresses">Addresses in use.</param>
    /// <param name="admin">Address of the admin port; null when there is none.</param>
    /// <param name="upstreams">Upstreams, made ready.</param>
    public static void Show(Screen screen, GatewaySettings settings, IReadOnlyList<string> addresses, string? admin, IEnumerable<Upstream> upstreams)
    {
        var rows = Rows(settings, addresses, admin, [.. upstreams.Where(one => one.FastCgi is not null)]).ToList();
        if (!screen.IsTerminal)
        {
            foreach (var (name, value, _) in rows)
            {
                screen.Line($"{name,-9} {value}");
            }

            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(3)).AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (var (name, value, note) in rows)
        {
            grid.AddRow(new Text(name, Palette.Quiet), new Text(value, Palette.Strong), new Text(note, Palette.Quiet));
        }

        screen.Show(new Paragraph("\n").Append("  goodgate ", Palette.AccentStrong).Append($"{ProgramVersion.Number}\n\n", Palette.Quiet));
        screen.Show(grid);
        screen.Show(new Text("\n  Failures are named below as they happen. Ctrl-C finishes what is under way and stops.\n\n", Palette.Quiet));
    }

    private static IEnumerable<(string Name, string Value, string Note)> Rows(GatewaySettings settings, IReadOnlyList<string> addresses, string? admin, Upstream[] scripts)
    {
        foreach (var address in addresses)
        {
            yield return ("listening", address, "");
        }

        var routes = settings.Sites.SelectMany(site => site.Routes.Select(route => Route(settings, site, route)).Concat(Files(settings, site))).ToList();
        foreach (var route in routes.Take(MostRoutes))
        {
            yield return ("serving", route, "");
        }

        if (routes.Count > MostRoutes)
        {
            yield return ("serving", $"{routes.Count - MostRoutes} more routes", "");
        }

        foreach (var one in scripts.Take(MostRoutes))
        {
            yield return ("pool", Evidence.Printable($"{(scripts.Length > 1 ? $"{one.Settings.Name}: " : "")}{Pool(one)}{Log(one.Workers)}", LongestPool), "");
        }

        foreach (var site in settings.Sites.Where(one => one.Cache is { Mode: not CacheMode.Off }).Take(MostRoutes))
        {
            yield return ("caching", Evidence.Printable($"{Hosts(site)}: {Cache(site.Cache!)}"), "");
        }

        yield return admin is null ? ("admin", "off", "") : ("admin", admin, "health, metrics, verdicts");
        if (settings.AccessLog is { } log)
        {
            yield return ("logging", log.Path == "-" ? "standard output" : Evidence.Printable(log.Path), log.Format);
        }

        if (settings.Data is { } data)
        {
            yield return ("keeping", Evidence.Printable(data), "the last failures, over a restart");
        }
    }

    private static string Pool(Upstream upstream) => upstream.Workers switch
    {
        { Gate.Limit: { } limit, Source: var source } => $"{(source is null ? "" : $"{source}: ")}{Words.Count(limit, "worker")}, at most {Words.Count(limit, "request")} in flight",
        { Source: { } source } => $"{source}: how many workers there are is not said there; no limit on requests in flight",
        { IsWatched: true } => "how many workers there are is asked of its status page; until it tells, no limit on requests in flight",
        _ => $"how many workers there are is not known ({upstream.PoolUnknown}): no limit on requests in flight; fastcgi.pool.workers or conf in a settings file would say it",
    };

    private static string Log(WorkerPool? pool) => pool switch
    {
        { LogProblem: { } problem } => $"; {pool.UnreadLog ?? pool.Log} cannot be read ({problem}): why a worker died will not be told",
        { Log: { } log } => $"; log {log}",
        _ => "",
    };

    private static IEnumerable<string> Files(GatewaySettings settings, SiteSettings site)
    {
        if (site.Files is { } files)
        {
            var php = files.Php is { } name ? $", scripts by {string.Join(", ", settings.Upstreams.First(one => one.Name == name).Servers)}" : "";
            var preset = files.Preset == "plain-php" ? "" : $" ({files.Preset}{(files.LimitLogins ? ", logins limited" : "")})";
            yield return Evidence.Printable($"{Hosts(site)} -> files of {files.Root}{preset}{php}").Replace(" -> ", " → ", StringComparison.Ordinal);
        }
    }

    private static string Cache(CacheSettings cache) =>
        $"{(cache.Mode == CacheMode.WordPress ? "what is known of WordPress" : "what RFC 9111 allows")}{(cache.Ttl is { } ttl ? $", {Durations.Text(ttl)} for responses that say nothing" : "")}";

    private static string Hosts(SiteSettings site) => site.Hosts is ["*"] ? "every host" : string.Join(", ", site.Hosts);

    private static string Route(GatewaySettings settings, SiteSettings site, RouteSettings route)
    {
        var path = route.Path == "/*" ? "" : " " + route.Path;
        var methods = route.Methods.Count == 0 ? "" : string.Join(",", route.Methods) + " ";
        var target = route switch
        {
            { Upstream: { } name } => string.Join(", ", settings.Upstreams.First(one => one.Name == name).Servers),
            { Redirect: { } redirect } => $"{redirect.Status} {redirect.To}",
            { Respond: { } respond } => $"answer {respond.Status}",
            _ when site.Files is not null => "files",
            _ => "nothing",
        };
        return Evidence.Printable($"{methods}{Hosts(site)}{path} -> {target}").Replace(" -> ", " → ", StringComparison.Ordinal);
    }
}
