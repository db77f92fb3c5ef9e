using System.Globalization;
using Goodgate.Cli.Importing.Nginx.Converting;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>From nginx's settings to Goodgate's.</summary>
internal static class NginxPlan
{
    public static Plan Of(NginxConfig config)
    {
        var plan = new Plan();
        var servers = config.Named("server").Where(one => one.IsBlock && one.Parent!.Name is "http" or "").ToList();
        var sites = servers.Select(server => new NginxSite(server, config, plan).Build()).ToList();
        Listen(servers, sites, plan);

        // What serves goes before what only sends to https: the host can be there once.
        foreach (var site in sites.OrderBy(site => site.OnlyToHttps))
        {
            if (site.OnlyToHttps && sites.Exists(other => !other.OnlyToHttps && other.Hosts.Exists(site.Hosts.Contains)))
            {
                plan.Miss(site.From, $"{string.Join(", ", site.Hosts)}: redirect to https", "sites are told apart by host, not by port, so this one is left out; where no other site is on that port, neither is the listener");
                continue;
            }

            plan.Add(site);
        }

        if (servers.Count == 0 && config.Passes.Count > 0)
        {
            plan.Add(new NginxSite(config.Root, config, plan).Build());
        }

        Clients(config, plan);
        NginxLeftOver.Say(config, plan);
        return plan;
    }

    private static void Listen(List<Directive> servers, List<PlannedSite> sites, Plan plan)
    {
        for (var i = 0; i < servers.Count; i++)
        {
            if (sites[i].OnlyToHttps)
            {
                continue;
            }

            var listens = servers[i].Named("listen").ToList();
            if (listens.Count == 0)
            {
                plan.Listen("http://*:80");
            }

            foreach (var listen in listens.Where(listen => !listen.Has("quic")))
            {
                Listen(listen, servers[i], plan);
            }
        }
    }

    private static void Listen(Directive listen, Directive server, Plan plan)
    {
        var at = Target.Parse(listen.Argument(0));
        if (at.Socket is { } socket)
        {
            plan.Listen($"unix:{socket}");
            return;
        }

        var isPort = int.TryParse(at.Host, NumberStyles.None, CultureInfo.InvariantCulture, out var alone) && at.Port is null && alone is > 0 and <= 65535;
        var host = isPort || at.Host is "" or "::" or "0.0.0.0" ? "*" : at.Host.Contains(':') ? $"[{at.Host}]" : at.Host;
        var tls = listen.Has("ssl");
        var port = isPort ? alone : at.Port ?? 80;
        if (listen.Has("proxy_protocol"))
        {
            plan.Miss(listen, "the PROXY protocol is not read: put trusted_proxies and X-Forwarded-For in its place");
        }

        if (!tls)
        {
            plan.Listen($"http://{host}:{port}");
            return;
        }

        var certificate = NginxConfig.InForce(server, "ssl_certificate")?.Argument(0);
        var key = NginxConfig.InForce(server, "ssl_certificate_key")?.Argument(0);
        if (certificate is null || key is null || certificate.Contains('$') || certificate.StartsWith("data:", StringComparison.Ordinal))
        {
            plan.Miss(listen, "no certificate in a file goes with it: the listener is left out");
            return;
        }

        var listener = plan.Listen($"https://{host}:{port}");
        listener.Certificates.Insert(listen.Has("default_server") ? 0 : listener.Certificates.Count, (certificate, key));
    }

    private static void Clients(NginxConfig config, Plan plan)
    {
        var bodies = config.Named("client_max_body_size").ToList();
        var sizes = bodies.Select(one => Spans.Size(one.Argument(0)) ?? 0).ToList();
        if (bodies.Count == 0)
        {
            // nginx's default is 1m; Goodgate's is no limit.
            plan.Client["max_body"] = "1MiB";
        }
        else if (sizes.TrueForAll(size => size > 0))
        {
            plan.Client["max_body"] = Clamped.Size(sizes.Max());
            foreach (var smaller in bodies.Where(one => Spans.Size(one.Argument(0)) < sizes.Max()))
            {
                plan.Miss(smaller, $"the limit is one for all sites: the largest, {Clamped.Size(sizes.Max())}");
            }
        }

        Time(config, "client_header_timeout", "head_timeout", TimeSpan.FromMinutes(10), plan);
        Time(config, "keepalive_timeout", "keep_alive", TimeSpan.FromHours(1), plan);
        foreach (var from in config.Named("set_real_ip_from").Where(one => IsNetwork(one.Argument(0))))
        {
            plan.TrustedProxies.Add(from.Argument(0));
        }

        foreach (var resolver in config.Named("resolver").SelectMany(one => one.Arguments).Where(word => !word.Text.Contains('=')))
        {
            if (System.Net.IPAddress.TryParse(Target.Parse(resolver.Text).Host, out _))
            {
                plan.Resolvers.Add(resolver.Text);
            }
        }
    }

    private static bool IsNetwork(string text) => System.Net.IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);

    private static void Time(NginxConfig config, string name, string key, TimeSpan most, Plan plan)
    {
        if (config.Named(name).FirstOrDefault(one => one.Parent!.Name is "http" or "server" or "") is { } set && Spans.Seconds(set.Argument(0)) is { } time && time > TimeSpan.FromMilliseconds(100))
        {
            plan.Client[key] = Spans.Shown(time < most ? time : most);
        }
    }
}
