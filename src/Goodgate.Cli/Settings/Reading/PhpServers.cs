using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Rewrites <c>files.php: ADDRESS</c> of sites into an upstream and its name; sites with one address share it, since its workers are the same.</summary>
internal static class PhpServers
{
    private const string UsualName = "php";

    public static MapNode Expand(MapNode file)
    {
        if (file.Find("sites") is not MapNode sites)
        {
            return file;
        }

        var made = new Dictionary<string, (string Name, MapEntry Entry)>(StringComparer.Ordinal);
        var taken = (file.Find("upstreams") as MapNode)?.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        var expanded = sites with { Entries = [.. sites.Entries.Select(site => site with { Value = Site(site.Value, made, taken) })] };
        return made.Count == 0 ? file : With(WithUpstreams(file, made.Values.Select(one => one.Entry)), "sites", expanded);
    }

    private static SettingsNode Site(SettingsNode site, Dictionary<string, (string Name, MapEntry Entry)> made, HashSet<string> taken)
    {
        if (site is not MapNode map || map.Find("files") is not MapNode files || files.Find("php") is not ScalarNode { IsNothing: false } php
            || PhpFormats.AddressOf(php.Text) is not { } address)
        {
            return site;
        }

        if (!made.TryGetValue(address, out var upstream))
        {
            var name = NewName(taken);
            var servers = new MapEntry("servers", php.Place, new ListNode(php.Place, [php with { Text = address, Label = "php" }]));
            upstream = made[address] = (name, new MapEntry(name, php.Place, new MapNode(php.Place, [servers])));
        }

        return With(map, "files", With(files, "php", php with { Text = upstream.Name }));
    }

    private static string NewName(HashSet<string> taken)
    {
        var name = UsualName;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = $"{UsualName}-{i}";
        }

        return name;
    }

    private static MapNode WithUpstreams(MapNode file, IEnumerable<MapEntry> made) => file.Find("upstreams") switch
    {
        null => file with { Entries = [new MapEntry("upstreams", file.Place, new MapNode(file.Place, [.. made])), .. file.Entries] },
        MapNode before => With(file, "upstreams", before with { Entries = [.. before.Entries, .. made] }),
        _ => file,
    };

    private static MapNode With(MapNode map, string key, SettingsNode value) =>
        map with { Entries = [.. map.Entries.Select(entry => entry.Key == key ? entry with { Value = value } : entry)] };
}
