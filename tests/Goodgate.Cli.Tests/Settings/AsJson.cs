using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>Compares records with lists by what they hold; places are left out.</summary>
internal static class AsJson
{
    public static string Of(object settings)
    {
        var tree = JsonSerializer.SerializeToNode(settings)!;
        RemoveOrigins(tree);
        return tree.ToJsonString();
    }

    /// <summary>The values at each path; indices are left out, a list of plain values is one value.</summary>
    public static Dictionary<string, List<string>> Leaves(object settings)
    {
        var leaves = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Collect(JsonNode.Parse(Of(settings)), "", leaves);
        return leaves.Where(l => !leaves.Keys.Any(k => k.StartsWith(l.Key + ".", StringComparison.Ordinal))).ToDictionary(StringComparer.Ordinal);
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, List<string>> leaves)
    {
        switch (node)
        {
            case JsonObject map:
                map.ToList().ForEach(p => Collect(p.Value, $"{path}.{p.Key}", leaves));
                break;
            case JsonArray list when list.Any(i => i is JsonObject):
                list.ToList().ForEach(i => Collect(i, path, leaves));
                break;
            default:
                (leaves.TryGetValue(path, out var values) ? values : leaves[path] = []).Add(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void RemoveOrigins(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            map.Remove("Origin");
        }

        var children = node switch { JsonObject o => o.Select(p => p.Value), JsonArray a => a, _ => [] };
        foreach (var child in children)
        {
            RemoveOrigins(child);
        }
    }
}
