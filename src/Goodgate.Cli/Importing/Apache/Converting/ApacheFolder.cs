using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>The folder of a host: for all that no server is asked for, or only for the paths Apache kept for itself (<c>ProxyPass /static !</c>).</summary>
internal sealed class ApacheFolder(Directive host, ApacheConfig config, PlannedSite site, Plan plan)
{
    /// <summary>What a path kept by Apache is served from, as the root of a site; null when no root gives the same files.</summary>
    public string? RootOf(string path)
    {
        var alias = host.All().Concat(config.Root.Inner).Where(one => one.Name == "alias" && one.Count > 1 && IsWithin(path, one.Argument(0)))
            .OrderByDescending(one => one.Argument(0).Length).FirstOrDefault();
        if (alias is null)
        {
            return Plain(host.Last("documentroot")?.Argument(0));
        }

        // "Alias /static /srv/app/static" is the folder /srv/app; under another name it is no folder of a site.
        var (folder, end) = (Plain(alias.Argument(1)), alias.Argument(0).TrimEnd('/'));
        return folder is not null && folder.EndsWith(end, StringComparison.Ordinal) && folder.Length > end.Length ? folder[..^end.Length] : null;
    }

    /// <summary>Serves a folder; false when the site has another one.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="isWhole">True when it answers for every path that no route takes.</param>
    public bool Serve(string root, bool isWhole)
    {
        if (site.Files.TryGetValue("root", out var known) && known != root)
        {
            return false;
        }

        site.Files["root"] = root;
        if (ApachePhp.Of(host, config).Select(one => one.Address).FirstOrDefault(address => address is not null) is { } php)
        {
            site.Files["php"] = php;
        }

        if (isWhole && host.All().Concat(config.Root.Inner).LastOrDefault(one => one.Name == "fallbackresource") is { } fallback && fallback.Argument(0) is ['/', _, ..] script)
        {
            site.Files["front_controller"] = script;
        }
        else if (!isWhole || !site.Files.ContainsKey("php"))
        {
            site.Files["front_controller"] = "off";
        }
        else
        {
            site.Files.Remove("front_controller");
        }

        site.Index.Clear();
        site.Index.AddRange(ApacheConfig.InForce(host, "directoryindex")?.Arguments.Select(word => word.Text).Where(name => name.Length > 0 && !name.Contains('/')).Distinct() ?? []);
        return true;
    }

    /// <summary>Says which scripts are run by nobody in what is written. What holds for every host matters to those with a folder.</summary>
    public void SayScripts()
    {
        var hasFolder = host.Last("documentroot") is not null;
        foreach (var one in ApachePhp.Of(host, config).Where(one => one.Address is null || site.Files.GetValueOrDefault("php") != one.Address)
            .Where(one => hasFolder || one.Line.Outward().Contains(host)))
        {
            plan.Miss(one.Line, site.Files.ContainsKey("php")
                ? "a site has one PHP: the other one is written, and scripts of this one go there or to the application"
                : "a route is no pattern such as .php, and PHP runs for a site's folder (files: { root, php }): where a route takes the site, its scripts go to that application; give them a host of their own");
        }
    }

    /// <summary>An absolute path without variables; null for any other.</summary>
    public static string? Plain(string? folder) => folder is ['/', _, ..] && !folder.Contains("${", StringComparison.Ordinal) ? folder.TrimEnd('/') : null;

    private static bool IsWithin(string path, string wider) => wider is ['/', _, ..] && (path.TrimEnd('/') + "/").StartsWith(wider.TrimEnd('/') + "/", StringComparison.Ordinal);
}
