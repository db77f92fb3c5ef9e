using System.Globalization;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>A plan as a settings file, with the origin of each part beside it.</summary>
internal static class PlanText
{
    public static string Of(Plan plan, string system, string file)
    {
        var yaml = new SettingsYaml();
        yaml.Comment(0, "yaml-language-server: $schema=settings.schema.json");
        yaml.Comment(0, $"From {system}, {Shown.Plain(file)}. What has no equivalent is listed by: goodgate import {system} FILE --to-goodgate");
        Listeners(yaml, plan);
        Upstreams(yaml, plan);
        yaml.Raw(0, "");
        yaml.Key(0, "sites");
        foreach (var (name, site) in plan.Sites)
        {
            Site(yaml, name, site);
        }

        Rest(yaml, plan);
        return yaml.ToString();
    }

    private static void Listeners(SettingsYaml yaml, Plan plan)
    {
        if (plan.Listeners.Count == 0)
        {
            return;
        }

        yaml.Key(0, "listen");
        foreach (var listener in plan.Listeners)
        {
            if (listener.Certificates.Count == 0)
            {
                yaml.Item(2, listener.Url);
                continue;
            }

            yaml.Raw(2, $"- url: {SettingsYaml.Scalar(listener.Url)}");
            yaml.Key(4, "certificates");
            foreach (var (cert, key) in listener.Certificates.Distinct())
            {
                yaml.Raw(6, $"- {{ cert: {SettingsYaml.Scalar(cert)}, key: {SettingsYaml.Scalar(key)} }}");
            }
        }
    }

    private static void Upstreams(SettingsYaml yaml, Plan plan)
    {
        if (plan.Upstreams.Count == 0)
        {
            return;
        }

        yaml.Raw(0, "");
        yaml.Key(0, "upstreams");
        foreach (var (name, upstream) in plan.Upstreams)
        {
            yaml.Key(2, name, upstream.From);
            yaml.List(4, "servers", upstream.Servers.Distinct());
            yaml.Group(4, "timeouts", upstream.Timeouts);
            yaml.Group(4, "pool", upstream.Pool);
            if (upstream.Tls.Count > 0 || upstream.ClientCertificate is not null)
            {
                yaml.Key(4, "tls");
                foreach (var (key, value) in upstream.Tls)
                {
                    yaml.Pair(6, key, value);
                }

                if (upstream.ClientCertificate is var (cert, secret))
                {
                    yaml.Group(6, "client_certificate", new Dictionary<string, string> { ["cert"] = cert, ["key"] = secret });
                }
            }

            yaml.Group(4, "fastcgi", upstream.FastCgi);
            Pair(yaml, 4, "retries", upstream.Retries);
            Pair(yaml, 4, "max_head", upstream.MaxHead);
        }
    }

    private static void Site(SettingsYaml yaml, string name, PlannedSite site)
    {
        yaml.Key(2, name, site.From);
        yaml.List(4, "hosts", site.Hosts);
        if (site.Files.Count > 0)
        {
            yaml.Key(4, "files");
            foreach (var (key, value) in site.Files)
            {
                yaml.Pair(6, key, value);
            }

            yaml.List(6, "index", site.Index);
        }

        if (site.Routes.Count > 0)
        {
            yaml.Key(4, "routes");
            foreach (var route in site.Routes)
            {
                yaml.Raw(6, $"- {{ {string.Join(", ", RouteParts(route))} }}", route.From);
            }
        }
    }

    private static IEnumerable<string> RouteParts(PlannedRoute route)
    {
        yield return $"path: {SettingsYaml.Scalar(route.Path)}";
        if (route.Methods.Count > 0)
        {
            yield return $"methods: [{string.Join(", ", route.Methods)}]";
        }

        if (route.Upstream is { } upstream)
        {
            yield return $"upstream: {SettingsYaml.Scalar(upstream)}";
        }

        if (route.IsFiles)
        {
            // A route with nothing but its cache is answered from the site's folder.
            yield return "cache: off";
        }

        if (route.Redirect is var (to, code))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"redirect: {{ to: {SettingsYaml.Scalar(to)}, status: {code} }}");
        }

        if (route.Respond is var (status, body))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"respond: {{ status: {status}, body: {SettingsYaml.Scalar(body)} }}");
        }

        if (route.Rate is var (requests, burst))
        {
            yield return $"rate: {{ requests: {requests}{(burst is { } number ? $", burst: {number.ToString(CultureInfo.InvariantCulture)}" : "")} }}";
        }
    }

    private static void Rest(SettingsYaml yaml, Plan plan)
    {
        if (plan.Client.Count + plan.TrustedProxies.Count + plan.Resolvers.Count > 0)
        {
            yaml.Raw(0, "");
        }

        yaml.Group(0, "client", plan.Client);
        yaml.List(0, "trusted_proxies", plan.TrustedProxies.Distinct());
        if (plan.Resolvers.Count > 0)
        {
            yaml.Key(0, "dns");
            yaml.List(2, "resolvers", plan.Resolvers.Distinct());
        }
    }

    private static void Pair(SettingsYaml yaml, int indent, string key, string? value)
    {
        if (value is not null)
        {
            yaml.Pair(indent, key, value);
        }
    }
}
