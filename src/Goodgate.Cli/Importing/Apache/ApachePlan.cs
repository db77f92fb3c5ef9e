using System.Globalization;
using Goodgate.Cli.Importing.Apache.Converting;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>From Apache's settings to Goodgate's.</summary>
internal static class ApachePlan
{
    public static Plan Of(ApacheConfig config)
    {
        var plan = new Plan();
        var hosts = config.Named("virtualhost").Where(one => one.IsBlock).ToList();
        var sites = hosts.Select(host => new ApacheSite(host, config, plan).Build()).ToList();
        for (var i = 0; i < hosts.Count; i++)
        {
            var (host, site) = (hosts[i], sites[i]);
            if (site.OnlyToHttps && sites.Exists(other => !other.OnlyToHttps && other.Hosts.Exists(site.Hosts.Contains)))
            {
                plan.Miss(host, "a redirect to https: sites are told apart by host, not by port, so it is left out, and its listener with it");
                site.Hosts.Clear();
                continue;
            }

            foreach (var address in host.Arguments)
            {
                Listen(address, host, plan);
            }
        }

        foreach (var site in sites.OrderBy(site => site.OnlyToHttps))
        {
            plan.Add(site);
        }

        if (hosts.Count == 0 && config.Workers.Count > 0)
        {
            plan.Add(new ApacheSite(config.Root, config, plan).Build());
        }

        if (config.Named("keepalivetimeout").FirstOrDefault() is { } keep && Spans.Seconds(keep.Argument(0)) is { } time && time > TimeSpan.FromSeconds(1))
        {
            plan.Client["keep_alive"] = Spans.Shown(time < TimeSpan.FromHours(1) ? time : TimeSpan.FromHours(1));
        }

        if (config.Named("limitrequestbody").FirstOrDefault() is { } body && long.TryParse(body.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
        {
            plan.Client["max_body"] = Clamped.Size(Math.Min(bytes, 1L << 40));
        }

        foreach (var proxy in config.Named("remoteipinternalproxy").Concat(config.Named("remoteiptrustedproxy")).SelectMany(one => one.Arguments)
            .Where(word => System.Net.IPAddress.TryParse(word.Text, out _) || System.Net.IPNetwork.TryParse(word.Text, out _)))
        {
            plan.TrustedProxies.Add(proxy.Text);
        }

        ApacheLeftOver.Say(config, plan);
        return plan;
    }

    private static void Listen(Word address, Directive host, Plan plan)
    {
        var at = Target.Parse(address.Text);
        var name = at.Host is "" or "*" or "_default_" || !(System.Net.IPAddress.TryParse(at.Host, out _) || at.Host == "localhost") ? "*" : at.Host.Contains(':') ? $"[{at.Host}]" : at.Host;
        var port = at.Port ?? 80;
        if (!"on".Equals(host.Last("sslengine")?.Argument(0), StringComparison.OrdinalIgnoreCase))
        {
            plan.Listen($"http://{name}:{port}");
        }
        else if (ApacheConfig.InForce(host, "sslcertificatefile")?.Argument(0) is { Length: > 0 } certificate)
        {
            plan.Listen($"https://{name}:{port}").Certificates.Add((certificate, ApacheConfig.InForce(host, "sslcertificatekeyfile")?.Argument(0) ?? certificate));
        }
        else
        {
            plan.Miss(host, "no certificate in a file goes with it: the listener is left out");
        }
    }
}
