using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Rewrites short forms into the full ones, so that everything after knows one form only. Every new node stands where the short form stood.</summary>
internal static class ShortForms
{
    /// <summary>Name of the one upstream and the one site of a short file.</summary>
    private const string OnlyName = "app";

    /// <summary><c>to: SERVER</c> becomes one upstream and one site for all hosts.</summary>
    public static MapNode WholeFile(MapNode file)
    {
        if (file.Entries.FirstOrDefault(e => e.Key == "to") is not { } to)
        {
            return file;
        }

        var at = to.Value.Place;
        var upstream = Map(at, ("servers", new ListNode(at, [to.Value with { Label = to.Key }])));
        var site = Map(at, ("hosts", new ListNode(at, [Text(at, "*")])), ("upstream", Text(at, OnlyName)));
        return file with
        {
            Entries =
            [
                .. file.Entries.Where(e => e != to),
                new MapEntry("upstreams", at, Map(at, (OnlyName, upstream))),
                new MapEntry("sites", at, Map(at, (OnlyName, site))),
            ],
        };
    }

    /// <summary><c>upstream: NAME</c> of a site becomes one route for everything.</summary>
    public static MapNode Site(MapNode site)
    {
        if (site.Entries.FirstOrDefault(e => e.Key == "upstream") is not { } upstream)
        {
            return site;
        }

        var at = upstream.Value.Place;
        var routes = new ListNode(at, [Map(at, ("upstream", upstream.Value))]);
        return site with { Entries = [.. site.Entries.Where(e => e != upstream), new MapEntry("routes", at, routes)] };
    }

    private static ScalarNode Text(SettingsPlace at, string text) => new(at, text, Quoted: true, []);

    private static MapNode Map(SettingsPlace at, params (string Key, SettingsNode Value)[] entries) =>
        new(at, [.. entries.Select(e => new MapEntry(e.Key, at, e.Value))]);
}
