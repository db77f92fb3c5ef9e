using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>From root, index, try_files and a <c>location</c> for PHP to a site's files.</summary>
internal sealed class NginxSiteFiles(Directive server, NginxConfig config, Plan plan)
{
    /// <summary>What was taken for the site's scripts; null before <see cref="Fill"/>, and when nothing was.</summary>
    public NginxPass? Php { get; private set; }

    public void Fill(PlannedSite site)
    {
        var place = server.Named("location").FirstOrDefault(one => one.Count == 1 && one.Argument(0) == "/") ?? server;
        if (NginxConfig.InForce(place, "root") is not { } root)
        {
            return;
        }

        if (root.Argument(0) is not ['/', ..] path || path.Contains('$'))
        {
            plan.Miss(root, "the root is an absolute path without variables");
            return;
        }

        site.Files["root"] = path.Length > 1 ? path.TrimEnd('/') : path;
        Scripts(site, path);
        Front(site, place);
        if (NginxConfig.InForce(place, "index") is { } index)
        {
            site.Index.AddRange(index.Arguments.Select(word => word.Text).Where(name => name.Length > 0 && !name.Contains('/') && !name.Contains('$')).Distinct());
        }
    }

    private void Scripts(PlannedSite site, string root)
    {
        if (config.Passes.FirstOrDefault(pass => pass.Protocol == "fastcgi" && pass.Outward(server) && NginxGuard.Of(pass.Scope) is null) is not { } php || php.HasVariable)
        {
            return;
        }

        if (php.Servers.Count == 0)
        {
            return;
        }

        Php = php;

        // Times and several servers need an upstream with a name; else the address will do.
        var first = php.Servers[0];
        var plain = php.Servers.Count == 1 && php.Setting("read_timeout") is null && php.Setting("connect_timeout") is null && php.Setting("send_timeout") is null;
        site.Files["php"] = !plain && new NginxUpstreams(plan).ForFiles(php) is { } name ? name
            : first.Socket is { } socket ? $"unix:{socket}" : $"{first.Authority}{(first.Port is null ? ":9000" : "")}";
        var script = NginxConfig.AllInForce(php.Scope, "fastcgi_param").LastOrDefault(one => one.Argument(0) == "SCRIPT_FILENAME")?.Argument(1) ?? "";
        if (script.StartsWith('/') && script.IndexOf("$fastcgi_script_name", StringComparison.Ordinal) is > 1 and var at && script[..at].TrimEnd('/') is { Length: > 1 } seen && seen != root.TrimEnd('/') && !seen.Contains('$'))
        {
            site.Files["php_root"] = seen;
        }
    }

    private void Front(PlannedSite site, Directive place)
    {
        if (NginxConfig.InForce(place, "try_files") is not { } tries)
        {
            site.Files["front_controller"] = "off";
            return;
        }

        var last = tries.Words[^1].Text;
        var end = last.AsSpan().IndexOfAny('?', '$');
        var script = end < 0 ? last : last[..end].TrimEnd('?');
        if (script.StartsWith('/') && script.Length > 1 && !script.EndsWith('/') && (site.Files.ContainsKey("php") || !script.EndsWith(".php", StringComparison.Ordinal)))
        {
            site.Files["front_controller"] = script;
            return;
        }

        site.Files["front_controller"] = "off";
        if (!last.StartsWith('=') && !last.StartsWith("$uri", StringComparison.Ordinal))
        {
            plan.Miss(tries, "what names no file goes to a script or file below the root, or is answered 404");
        }
    }
}
