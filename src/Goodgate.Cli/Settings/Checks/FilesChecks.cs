using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>A site's files: known upstreams, logins that are known, and no route that leaves nothing for them.</summary>
internal static class FilesChecks
{
    public static void Run(ReadGroup root, ProblemList problems)
    {
        var upstreams = root.Groups("upstreams").Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        var known = root.Has("upstreams") || !root.Mentions("upstreams");
        foreach (var site in root.Groups("sites"))
        {
            if (site.Group("files") is not { } files)
            {
                continue;
            }

            if (known && files.Text("php") is { } name && PhpFormats.AddressOf(name) is null && !upstreams.Contains(name))
            {
                var expected = upstreams.Count == 0 ? "an upstream defined under upstreams, unix:/PATH or HOST:PORT" : Words.OneOf(upstreams);
                problems.Add(files.PlaceOf("php"), $"upstream {Shown.Quoted(name)} is not defined", expected, NearestWord.Of(name, upstreams));
            }

            if (files.Find("limit_logins")?.Value is true && files.Text("preset") is { } preset and not "wordpress")
            {
                problems.Add(files.PlaceOf("limit_logins"), $"where people log in is not known of {preset}", "preset: wordpress, or a route with a rate");
            }

            // A narrower route without an answer of its own (a rate or a cache alone) leaves its path to the files.
            if (site.Groups("routes").All(RouteChecks.IsAnswer)
                && site.Groups("routes").FirstOrDefault(route => route.Text("path") == "/*" && route.Texts("methods").Count == 0) is { } all)
            {
                problems.Add(all.Place, "this route takes every path, and leaves none for the files of the site", "a path, or no files");
            }
        }
    }
}
