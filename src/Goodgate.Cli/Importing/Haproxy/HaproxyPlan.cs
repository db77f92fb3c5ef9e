using Goodgate.Cli.Importing.Haproxy.Converting;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>From HAProxy's settings to Goodgate's.</summary>
internal static class HaproxyPlan
{
    // What sets up the process itself, or is always so here.
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "mode", "timeout", "server", "server-template", "default-server", "bind", "balance", "option", "no", "use_backend", "default_backend", "acl", "retries", "retry-on", "http-check", "log", "log-format", "log-tag", "http-reuse",
        "maxconn", "description", "redirect", "stats", "fullconn", "hash-type", "load-server-state-from-file", "id", "disabled", "enabled", "unique-id-format", "unique-id-header", "errorfile", "errorfiles", "option-", "capture", "tune.",
    };

    public static Plan Of(HaproxyConfig config)
    {
        var plan = new Plan();
        var upstreams = new HaproxyUpstreams(plan);
        foreach (var front in config.Proxies.Where(proxy => proxy.IsFrontend))
        {
            if (!front.IsHttp)
            {
                plan.Miss(front.Section, "TCP is not carried, only HTTP");
                continue;
            }

            if (front.IsStatsOnly)
            {
                plan.Miss(front.Section, "HAProxy's page of numbers and its listener are left out: the admin port has health and metrics");
                continue;
            }

            new HaproxyFront(front, config, upstreams, plan).Add();
        }

        foreach (var proxy in config.Proxies.Where(proxy => proxy is { IsHttp: true, IsStatsOnly: false }))
        {
            LeftOver(proxy, plan);
        }

        foreach (var server in config.Resolvers.SelectMany(section => section.Named("nameserver")).Where(one => System.Net.IPAddress.TryParse(Target.Parse(one.Argument(1)).Host, out _)))
        {
            plan.Resolvers.Add(Target.Parse(server.Argument(1)).Authority);
        }

        return plan;
    }

    private static void LeftOver(HaproxyProxy proxy, Plan plan)
    {
        // Once, and not as written: such a line may hold a password.
        if (proxy.Section.Named("stats").FirstOrDefault() is { } stats)
        {
            plan.Miss(stats.Place, "stats", "HAProxy's page of numbers is left out, and its path goes where the others go: the admin port has health and metrics");
        }

        foreach (var line in proxy.Section.Inner.Where(line => !Silent.Contains(line.Name) && !(proxy.IsFrontend && HaproxyFront.Tells(line))))
        {
            plan.Miss(line, line.Name switch
            {
                "cookie" or "stick" or "stick-table" or "appsession" => "servers take turns; a visitor does not stay with one",
                "http-request" or "http-response" or "reqadd" or "rspadd" => "fields and paths are passed on as they are",
                "compression" => "answers of servers are not compressed",
                _ => "no equivalent",
            });
        }

        foreach (var page in proxy.Everywhere("errorfile").Where(page => page.Argument(0) is "502" or "503" or "504").Take(1))
        {
            plan.Miss(page, "a folder with 502.html or 5xx.html, without their heads: error_pages: DIR of the site");
        }
    }
}
