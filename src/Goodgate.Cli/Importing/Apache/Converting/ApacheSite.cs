using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>From a virtual host to a site.</summary>
internal sealed class ApacheSite(Directive host, ApacheConfig config, Plan plan)
{
    private readonly ApacheUpstreams _upstreams = new(config, plan);
    private readonly PlannedSite _site = new(host.Last("servername")?.Argument(0) ?? "site", host.Words.Count > 0 ? host.Place : config.All[0].Place);
    private ApacheFolder _folder = null!;

    public PlannedSite Build()
    {
        _folder = new ApacheFolder(host, config, _site, plan);
        Hosts();
        foreach (var (path, guard) in ApacheGuard.Sections(host))
        {
            Guard(path, guard);
        }

        foreach (var line in ApacheExcept.Of(host))
        {
            Except(line);
        }

        foreach (var worker in config.Workers.Where(worker => !worker.IsMember && worker.Line.Outward().Contains(host)))
        {
            Take(worker);
        }

        foreach (var redirect in host.All().Where(one => one.Name is "redirect" or "redirectpermanent" or "redirecttemp"))
        {
            Redirect(redirect);
        }

        foreach (var rewrite in host.Named("rewriterule").Where(one => one.Argument(0) is "^" or ".*" or "(.*)" or "^(.*)$" or "^(.*)" or "^/?(.*)" or "^/(.*)$" or "^.*$" && one.Argument(1).StartsWith("https://", StringComparison.Ordinal) && one.Argument(2).Contains('R')))
        {
            Add(new PlannedRoute("/*", rewrite.Place) { Redirect = ("https://{host}{path}{query}", rewrite.Argument(2).Contains("301", StringComparison.Ordinal) || rewrite.Argument(2).Contains("permanent", StringComparison.Ordinal) ? 301 : 302) });
        }

        if (!_site.Routes.Exists(route => route.Path == "/*") && host.Last("documentroot") is { } root)
        {
            Files(root);
        }

        _folder.SayScripts();
        _site.OnlyToHttps = _site is { Files.Count: 0, Routes: [{ Path: "/*", Redirect: { } to }] } && to.To.StartsWith("https://", StringComparison.Ordinal);
        return _site;
    }

    private void Hosts()
    {
        foreach (var name in host.Named("servername").Concat(host.Named("serveralias")).SelectMany(one => one.Arguments))
        {
            var plain = Target.Parse(name.Text).Host.ToLowerInvariant();
            if (Uri.CheckHostName(plain.StartsWith("*.", StringComparison.Ordinal) ? plain[2..] : plain) is UriHostNameType.Dns or UriHostNameType.IPv4)
            {
                _site.Hosts.Add(plain);
            }
            else
            {
                plan.Miss(name.Place, name.Text, "hosts are names, *.name or *; write them out");
            }
        }

        if (_site.Hosts.Count == 0)
        {
            _site.Hosts.Add("*");
        }

        var distinct = _site.Hosts.Distinct(StringComparer.Ordinal).ToList();
        _site.Hosts.Clear();
        _site.Hosts.AddRange(distinct);
    }

    private void Take(ApacheWorker worker)
    {
        if (worker.Target.Scheme == "fcgi")
        {
            return;
        }

        if (worker.IsPattern || worker.Path is not ['/', ..])
        {
            plan.Miss(worker.Line, "routes are an exact path or a prefix, not a regular expression; write the paths out");
            return;
        }

        var path = Path(worker.Path);
        if (path is null)
        {
            plan.Miss(worker.Line, "a path of a route has no such characters");
        }
        else if (worker.Target.Scheme is not ("http" or "https" or "balancer" or "ws" or "wss"))
        {
            plan.Miss(worker.Line, $"Goodgate does not speak {Cli.Settings.Shown.Plain(worker.Target.Scheme)}");
        }
        else if (worker.Target.Rest.Trim('/') != worker.Path.Trim('/'))
        {
            plan.Miss(worker.Line, $"paths are not rewritten; {path} is answered 501 until the application takes it");
            Add(new PlannedRoute(path, worker.Line.Place) { Respond = (501, "Not converted: the path was rewritten.") });
        }
        else if (_upstreams.Of(worker) is { } upstream)
        {
            Add(new PlannedRoute(path, worker.Line.Place) { Upstream = upstream });
        }
    }

    // "ProxyPass /static !": Apache served it itself. Where a wider line would take it, it must not go to that one's servers: the folder answers.
    private void Except(ApacheExcept except)
    {
        if (except.Path is ['/', ..] && Path(except.Path) is { } path)
        {
            if (!except.IsTakenFrom(config.Workers.Where(worker => !worker.IsMember && worker.Line.Outward().Contains(host))))
            {
                return;
            }

            if (_folder.RootOf(except.Path) is { } root && _folder.Serve(root, isWhole: false))
            {
                Add(new PlannedRoute(path, except.Line.Place) { IsFiles = true });
                return;
            }

            plan.Miss(except.Line, $"Apache served {path} itself, from no folder that a site can have as well: it is answered 501 until you give it a site of its own, or the application takes it");
            Add(new PlannedRoute(path, except.Line.Place) { Respond = (501, "Not converted: this path was not passed on.") });
        }
        else
        {
            plan.Miss(except.Line, "routes are an exact path or a prefix, not a regular expression: look where these paths go now");
        }
    }

    private void Guard(string? section, Directive guard)
    {
        if (section is ['/', ..] && Path(section) is { } path)
        {
            plan.Miss(guard, $"Goodgate does not ask for passwords or look at addresses: {path} is answered 403 until you decide");
            _site.Guarded.Add(path);
            Add(new PlannedRoute(path, guard.Place) { Respond = (403, "Not converted: this path was guarded.") });
        }
        else
        {
            plan.Miss(guard, "it guards what no path of a route names: look whether that may be open, and write it out with respond: { status: 403 }");
        }
    }

    private void Redirect(Directive redirect)
    {
        var words = redirect.Arguments.Select(word => word.Text).ToList();
        var status = redirect.Name == "redirectpermanent" ? 301 : 302;
        if (words.Count > 0 && !words[0].StartsWith('/'))
        {
            status = words[0].ToLowerInvariant() switch { "permanent" => 301, "temp" => 302, "seeother" => 303, var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => code, _ => 0 };
            words.RemoveAt(0);
        }

        if (words is [['/', ..] from, var to] && Path(from) is { } path && status is 301 or 302 or 303 or 307 or 308 && (to.StartsWith("http", StringComparison.Ordinal) || to.StartsWith('/')) && !to.Contains('%'))
        {
            // What follows the matched part goes on behind the target.
            Add(new PlannedRoute(path, redirect.Place) { Redirect = (from == "/" ? to.TrimEnd('/') + "{path}{query}" : to, status) });
            if (from != "/")
            {
                plan.Miss(redirect, "what follows the matched part is not put behind the target");
            }
        }
        else
        {
            plan.Miss(redirect, "write it as a route with redirect or respond");
        }
    }

    private void Files(Directive root)
    {
        if (ApacheFolder.Plain(root.Argument(0)) is not { } folder)
        {
            plan.Miss(root, "the root is an absolute path without variables");
        }
        else if (_folder.Serve(folder, isWhole: true))
        {
            plan.Miss(root, ".htaccess files are not read; rewriting in them is done by the front controller or not at all");
        }
        else
        {
            plan.Miss(root, "a site has one folder, and that of an Alias is written: give the other one a host of its own");
        }
    }

    private void Add(PlannedRoute route)
    {
        if (!_site.Routes.Exists(one => one.Path == route.Path))
        {
            _site.Routes.Add(route);
        }
    }

    private static string? Path(string text) => text.Any(c => c is <= ' ' or > '~' or '*' or '?' or '#' or '%' or '\\' or '"' or '{' or '}') || text.Contains("//", StringComparison.Ordinal) || text.Split('/').Any(part => part is "." or "..") ? null
        : text.EndsWith('/') ? text + "*" : text + "/*";
}
