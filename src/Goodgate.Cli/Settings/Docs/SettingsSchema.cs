using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Cli.Settings.Table;

namespace Goodgate.Cli.Settings.Docs;

/// <summary>The settings file as JSON Schema 2020-12, for editors; made from the table. It is looser than the reader where JSON Schema cannot say it.</summary>
public static class SettingsSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema, with a newline at the end.</summary>
    public static string Json()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Goodgate settings",
        };
        foreach (var (name, value) in Of(SettingsTable.Root).ToList())
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Of(Shape shape) => shape switch
    {
        ScalarShape scalar => scalar.Schema(),
        GroupShape { ShortKey: { } shortKey } group => new JsonObject { ["anyOf"] = new JsonArray(Of(group.Keys.First(k => k.Name == shortKey).Shape), Group(group)) },
        GroupShape group => Group(group),
        NamedShape named => new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = PlainFormats.Name.Pattern },
            ["additionalProperties"] = Of(named.Each),
        },
        ListShape list => List(list),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static JsonObject Group(GroupShape group)
    {
        var properties = new JsonObject();
        foreach (var key in group.Keys)
        {
            properties[key.Name] = Property(key);
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (group.Keys.Any(k => k.Required))
        {
            schema["required"] = Names(group.Keys.Where(k => k.Required).Select(k => k.Name));
        }

        if (group.Rules.Count > 0)
        {
            schema["allOf"] = new JsonArray([.. group.Rules.Select(Rule)]);
        }

        return schema;
    }

    private static JsonObject Property(SettingsKey key)
    {
        var schema = Of(key.Shape);
        schema["description"] = key.Doc;
        if (key.Default is not null)
        {
            schema["default"] = key.Shape switch
            {
                FlagShape or NumberShape => JsonNode.Parse(key.Default),
                ListShape => new JsonArray(key.Default),
                _ => key.Default,
            };
        }

        if (key.Shape is TextShape { Format.IsPath: false } text && !key.Secret)
        {
            schema["examples"] = new JsonArray(text.Example);
        }

        return schema;
    }

    private static JsonObject List(ListShape list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item), ["maxItems"] = list.Most };
        if (list.Fewest > 0)
        {
            schema["minItems"] = list.Fewest;
        }

        return schema;
    }

    private static JsonNode Rule(KeyRule rule) => rule.Kind switch
    {
        KeyRuleKind.ExactlyOne => new JsonObject { ["oneOf"] = new JsonArray([.. rule.Keys.Select(k => new JsonObject { ["required"] = Names([k]) })]) },
        KeyRuleKind.AtLeastOne => new JsonObject { ["anyOf"] = new JsonArray([.. rule.Keys.Select(k => new JsonObject { ["required"] = Names([k]) })]) },
        KeyRuleKind.AtMostOne => new JsonObject { ["not"] = Pairs(rule.Keys) },
        _ => new JsonObject { ["dependentRequired"] = new JsonObject(rule.Keys.Select(k => KeyValuePair.Create(k, (JsonNode?)Names(rule.Keys.Where(o => o != k))))) },
    };

    private static JsonObject Pairs(IReadOnlyList<string> keys)
    {
        var pairs = from i in Enumerable.Range(0, keys.Count) from j in Enumerable.Range(i + 1, keys.Count - i - 1) select new JsonObject { ["required"] = Names([keys[i], keys[j]]) };
        var all = pairs.ToArray();
        return all.Length == 1 ? all[0] : new JsonObject { ["anyOf"] = new JsonArray([.. all]) };
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode)n)]);
}
