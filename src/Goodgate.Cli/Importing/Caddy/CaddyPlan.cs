using Goodgate.Cli.Importing.Caddy.Converting;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>From Caddy's settings to Goodgate's.</summary>
internal static class CaddyPlan
{
    public static Plan Of(CaddyConfig config)
    {
        var plan = new Plan();
        foreach (var site in config.Sites)
        {
            var planned = new CaddySite(site, plan).Build();
            foreach (var address in site.Words.SelectMany(word => word.Text.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(CaddyAddress.Parse))
            {
                Listen(address, site, plan);
            }

            plan.Add(planned);
        }

        foreach (var option in config.Options?.Inner ?? [])
        {
            Option(option, plan);
        }

        return plan;
    }

    private static void Listen(CaddyAddress address, Directive site, Plan plan)
    {
        if (address.Scheme != "https")
        {
            plan.Listen($"http://*:{address.Port}");
        }
        else if (site.Last("tls") is { Count: 2 } tls)
        {
            plan.Listen($"https://*:{address.Port}").Certificates.Add((tls.Argument(0), tls.Argument(1)));
        }
        else
        {
            plan.Miss(site, "certificates are not fetched: name them under listen. The site is there, over http on port 80");
            plan.Listen("http://*:80");
        }
    }

    private static void Option(Directive option, Plan plan)
    {
        if (option.Name == "servers")
        {
            foreach (var proxies in option.Named("trusted_proxies").Where(one => one.Argument(0) == "static").SelectMany(one => one.Arguments.Skip(1)))
            {
                if (proxies.Text == "private_ranges")
                {
                    plan.TrustedProxies.AddRange(["192.168.0.0/16", "172.16.0.0/12", "10.0.0.0/8", "127.0.0.0/8", "fd00::/8", "::1/128"]);
                }
                else if (System.Net.IPAddress.TryParse(proxies.Text, out _) || System.Net.IPNetwork.TryParse(proxies.Text, out _))
                {
                    plan.TrustedProxies.Add(proxies.Text);
                }
            }
        }
        else if (option.Name is not ("admin" or "debug" or "email" or "log" or "grace_period" or "shutdown_delay" or "order" or "storage" or "persist_config"))
        {
            plan.Miss(option, "no equivalent");
        }
    }
}
