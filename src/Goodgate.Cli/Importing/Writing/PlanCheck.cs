using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Formats;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>
/// Takes out of a plan what the settings' own formats refuse: foreign files hold what their gateway took, and ours would not. So what is written always passes
/// <c>goodgate check</c>, and each part that was taken out is said.
/// </summary>
internal static class PlanCheck
{
    public static void Run(Plan plan)
    {
        Upstreams(plan);
        foreach (var (_, site) in plan.Sites)
        {
            site.Hosts.RemoveAll(host => Refused(WebFormats.HostPattern, host, site.From, plan));
            site.Routes.RemoveAll(route => Refused(route, plan));
            Files(site, plan);
        }

        plan.Sites.RemoveAll(one => one.Site.Hosts.Count == 0 || (one.Site.Routes.Count == 0 && one.Site.Files.Count == 0));
        plan.Upstreams.RemoveAll(one => !plan.Sites.Exists(other => other.Site.Files.GetValueOrDefault("php") == one.Name || other.Site.Routes.Exists(route => route.Upstream == one.Name)));
        Listeners(plan);
        plan.TrustedProxies.RemoveAll(network => AddressFormats.Network.Read(network).Value is null);
        plan.Resolvers.RemoveAll(resolver => AddressFormats.Resolver.Read(resolver).Value is null);
    }

    private static bool Refused(TextFormat format, string text, SettingsPlace from, Plan plan)
    {
        if (!format.IsFree && text.Any(char.IsControl))
        {
            plan.Miss(from, text, $"it holds a control character; expected {format.Expected}");
            return true;
        }

        if (format.Read(text) is { Value: null, Failure: var failure })
        {
            plan.Miss(from, text, $"{failure}; expected {format.Expected}");
            return true;
        }

        return false;
    }

    private static void Upstreams(Plan plan)
    {
        foreach (var (_, upstream) in plan.Upstreams)
        {
            upstream.Servers.RemoveAll(server => Refused(AddressFormats.Server, server, upstream.From, plan));
            Drop(upstream.Tls, "server_name", WebFormats.HostName, upstream.From, plan);
            Drop(upstream.Tls, "ca", PlainFormats.File, upstream.From, plan);
            Drop(upstream.FastCgi, "script", PlainFormats.ScriptName, upstream.From, plan);
            if (upstream.FastCgi.TryGetValue("root", out var root) && Refused(PlainFormats.ServerFolder, root, upstream.From, plan))
            {
                upstream.Servers.Clear();
            }

            if (upstream.ClientCertificate is var (cert, key) && (Refused(PlainFormats.File, cert, upstream.From, plan) || Refused(PlainFormats.File, key, upstream.From, plan)))
            {
                upstream.ClientCertificate = null;
            }
        }

        plan.Upstreams.RemoveAll(one => one.Upstream.Servers.Count == 0);
    }

    private static void Drop(SortedDictionary<string, string> values, string key, TextFormat format, SettingsPlace from, Plan plan)
    {
        if (values.TryGetValue(key, out var value) && Refused(format, value, from, plan))
        {
            values.Remove(key);
        }
    }

    private static bool Refused(PlannedRoute route, Plan plan) =>
        Refused(WebFormats.RoutePath, route.Path, route.From, plan)
        || (route.Upstream is { } upstream && !plan.Upstreams.Exists(one => one.Name == upstream))
        || (route.Redirect is var (to, _) && Refused(WebFormats.RedirectTarget, to, route.From, plan))
        || (route.Respond is var (status, body) && (Refused(PlainFormats.Body, body, route.From, plan) || (body.Length > 0 && status is 204 or 205 or 304)));

    private static void Files(PlannedSite site, Plan plan)
    {
        if (site.Files.TryGetValue("root", out var root) && Refused(PlainFormats.Root, root, site.From, plan))
        {
            site.Files.Clear();
        }

        Drop(site.Files, "php", PhpFormats.Server, site.From, plan);
        if (site.Files.TryGetValue("php", out var php) && PhpFormats.AddressOf(php) is { } address && Refused(AddressFormats.Server, address, site.From, plan))
        {
            site.Files.Remove("php");
        }

        Drop(site.Files, "php_root", PlainFormats.AbsoluteFolder, site.From, plan);
        Drop(site.Files, "front_controller", WebFormats.FrontController, site.From, plan);
        site.Index.RemoveAll(name => name.Any(char.IsControl) || PlainFormats.FileName.Read(name).Value is null);
        if (site.Files.Count == 0)
        {
            site.Routes.RemoveAll(route => route is { Upstream: null, Redirect: null, Respond: null });
        }
    }

    // One listener a port: a listener for all addresses takes those for one.
    private static void Listeners(Plan plan)
    {
        if (plan.Sites.Count == 0)
        {
            plan.Listeners.Clear();
            return;
        }

        var taken = new List<PlannedListener>();
        var from = plan.Sites[0].Site.From;
        foreach (var listener in plan.Listeners.OrderByDescending(one => one.Url.Contains("//*", StringComparison.Ordinal)))
        {
            var port = listener.Url[(listener.Url.LastIndexOf(':') + 1)..];
            var isSocket = listener.Url.StartsWith("unix:", StringComparison.Ordinal);
            if (Refused(AddressFormats.Listen, listener.Url, from, plan))
            {
                continue;
            }

            if (!isSocket && (port == "9502" || taken.Exists(one => !one.Url.StartsWith("unix:", StringComparison.Ordinal) && one.Url.EndsWith(":" + port, StringComparison.Ordinal))))
            {
                if (!taken.Exists(one => one.Url.EndsWith($"*:{port}", StringComparison.Ordinal) && one.Url[..5] == listener.Url[..5]))
                {
                    plan.Miss(from, listener.Url, "another listener has this port already");
                }

                continue;
            }

            listener.Certificates.RemoveAll(pair => Refused(PlainFormats.File, pair.Cert, from, plan) || Refused(PlainFormats.File, pair.Key, from, plan));
            if (!listener.Url.StartsWith("https", StringComparison.Ordinal) || listener.Certificates.Count > 0)
            {
                taken.Add(listener);
            }
        }

        plan.Listeners.RemoveAll(one => !taken.Contains(one));
    }
}
