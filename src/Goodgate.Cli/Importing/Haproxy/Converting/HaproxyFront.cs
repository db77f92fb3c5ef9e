using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Haproxy.Converting;

/// <summary>From a frontend or listen section to listeners and sites.</summary>
internal sealed class HaproxyFront(HaproxyProxy front, HaproxyConfig config, HaproxyUpstreams upstreams, Plan plan)
{
    private readonly Dictionary<string, PlannedSite> _sites = new(StringComparer.Ordinal);

    public void Add()
    {
        front.Section.Inner.ForEach(Guard);

        foreach (var line in front.Section.Inner.Where(line => line.Name is "use_backend" or "redirect" || (line.Name == "http-request" && line.Argument(0) == "redirect")))
        {
            if (line.Name == "use_backend")
            {
                Use(line);
            }
            else
            {
                plan.Miss(line, line.Has("https") ? "sites are told apart by host, not by port: leave the plain listener out, or redirect in a gateway of its own" : "write it as a route with redirect");
            }
        }

        var last = front.Setting("default_backend") is { } named ? config.Backend(named.Argument(0)) : front.IsBackend ? front : null;
        if (last is not null && upstreams.Of(last) is { } upstream)
        {
            Add(Site("*"), new PlannedRoute("/*", front.Section.Place) { Upstream = upstream });
        }

        // Sites do not fall through: what holds for every host is in each.
        foreach (var (site, route) in _sites.Values.SelectMany(site => (_sites.GetValueOrDefault("*")?.Routes ?? []).ToList().Select(route => (site, route))).ToList())
        {
            Add(site, route);
            site.Guarded.AddRange(_sites["*"].Guarded.Except(site.Guarded).ToList());
        }

        // A listener serves every site: where nothing was taken along, it would show the others'.
        foreach (var bind in front.Section.Named("bind"))
        {
            if (_sites.Count > 0)
            {
                Listen(bind);
            }
            else
            {
                plan.Miss(bind, "nothing that is behind it was taken along: the listener is left out");
            }
        }

        foreach (var site in _sites.Values)
        {
            plan.Add(site);
        }
    }

    /// <summary>Whether a line of a frontend is converted here, or told when it cannot be.</summary>
    public static bool Tells(Directive line) => line.Name is "block" or "tcp-request" || (line.Name == "http-request" && line.Argument(0) is "redirect" or "auth" or "deny" or "reject" or "tarpit" or "silent-drop");

    // Where hosts and paths say who is refused, they are refused here; a password that cannot be asked for shuts the whole site.
    private void Guard(Directive line)
    {
        var isPassword = line.Name == "http-request" && line.Argument(0) == "auth";
        if (!isPassword && !(line.Name == "http-request" && line.Argument(0) is "deny" or "reject" or "tarpit" or "silent-drop") && line.Name is not ("block" or "tcp-request"))
        {
            return;
        }

        var rule = line.Arguments.Select(word => word.Text).SkipWhile(text => text is not ("if" or "unless")).ToList();
        var condition = rule.Count == 0 ? null : HaproxyCondition.Of([.. rule], front);
        if (condition is null && !isPassword)
        {
            plan.Miss(line, "Goodgate refuses nobody by rules such as this: look whether what it guards may be open");
            return;
        }

        if (isPassword)
        {
            plan.Miss(line, "Goodgate does not ask for passwords: what it guards is answered 403 until you decide");
        }

        foreach (var host in (condition?.Hosts ?? []).DefaultIfEmpty("*"))
        {
            foreach (var path in (condition?.Paths ?? []).DefaultIfEmpty("/*"))
            {
                Site(host).Guarded.Add(path);
                Add(Site(host), new PlannedRoute(path, line.Place) { Respond = (403, isPassword ? "Not converted: this path was guarded." : "") });
            }
        }
    }

    private void Listen(Directive bind)
    {
        foreach (var address in bind.Argument(0).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var plain = address[(address.IndexOf('@') + 1)..];
            if (address.StartsWith("unix@", StringComparison.Ordinal) || plain.StartsWith('/'))
            {
                plan.Listen($"unix:{plain}");
                continue;
            }

            var at = Target.Parse(plain);
            var host = at.Host is "" or "*" or "::" or "0.0.0.0" ? "*" : at.Host.Contains(':') ? $"[{at.Host}]" : at.Host;
            if (at.Port is not { } port || at.HasVariable)
            {
                plan.Miss(bind, "listeners have one port each, written out");
            }
            else if (!bind.Has("ssl"))
            {
                plan.Listen($"http://{host}:{port}");
            }
            else if (Behind(bind, "crt") is ['/', ..] file && !Directory.Exists(file))
            {
                // One PEM file with certificate and key.
                plan.Listen($"https://{host}:{port}").Certificates.Add((file, file));
            }
            else
            {
                plan.Miss(bind, "name each certificate with its key: the listener is left out");
            }
        }
    }

    // An acl says what is looked at; what cannot be said with host and path is told, and the line left out.
    private void Use(Directive line)
    {
        if (config.Backend(line.Argument(0)) is not { } back || upstreams.Of(back) is not { } upstream)
        {
            plan.Miss(line, "no backend of that name with servers");
            return;
        }

        if (HaproxyCondition.Of([.. line.Arguments.Skip(1).Select(word => word.Text)], front) is not { } condition)
        {
            plan.Miss(line, "a route is chosen by host, path and method alone; write it out with these");
            return;
        }

        foreach (var host in condition.Hosts.DefaultIfEmpty("*"))
        {
            foreach (var path in condition.Paths.DefaultIfEmpty("/*"))
            {
                Add(Site(host), new PlannedRoute(path, line.Place) { Upstream = upstream });
            }
        }
    }

    private static void Add(PlannedSite site, PlannedRoute route)
    {
        if (!site.Routes.Exists(one => one.Path == route.Path))
        {
            site.Routes.Add(route);
        }
    }

    private PlannedSite Site(string host)
    {
        if (!_sites.TryGetValue(host, out var site))
        {
            site = _sites[host] = new PlannedSite(host == "*" ? front.Name : host, front.Section.Place);
            site.Hosts.Add(host);
        }

        return site;
    }

    private static string? Behind(Directive line, string word)
    {
        var at = line.Arguments.Select(one => one.Text).ToList().IndexOf(word);
        return at >= 0 && at + 1 < line.Count ? line.Argument(at + 1) : null;
    }
}
