using System.Text.Json;
using System.Text.RegularExpressions;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Docs;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>docs/settings.md and docs/settings.schema.json are made from the table; with GOODGATE_REGENERATE=1 these tests write them.</summary>
public sealed partial class GeneratedDocsTests
{
    [Fact]
    public void The_manual_is_the_committed_one() => Compare("settings.md", SettingsReference.Markdown());

    [Fact]
    public void The_schema_is_the_committed_one() => Compare("settings.schema.json", SettingsSchema.Json());

    [Fact]
    public void Every_YAML_block_of_the_manual_is_a_good_file()
    {
        var blocks = YamlBlock().Matches(SettingsReference.Markdown());

        blocks.Count.ShouldBe(3);
        blocks.ShouldAllBe(b => SettingsFile.Parse(b.Groups["text"].Value, "f", Samples.Environment).Problems.Count == 0);
    }

    [Theory]
    [InlineData("rate-limits.md")]
    [InlineData("compression.md")]
    public void The_YAML_of_a_page_of_the_manual_is_a_good_file(string page)
    {
        var block = YamlBlock().Matches(File.ReadAllText(Path.Combine(Samples.Root, "docs", page))).ShouldHaveSingleItem();

        SettingsFile.Parse(block.Groups["text"].Value, "f", Samples.Environment).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_schema_refuses_two_answers_of_a_route()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Json());
        var route = schema.RootElement.GetProperty("properties").GetProperty("sites").GetProperty("additionalProperties").GetProperty("properties").GetProperty("routes").GetProperty("items");

        route.GetProperty("allOf")[0].GetRawText().Where(c => !char.IsWhiteSpace(c)).ShouldBe(
            "{\"not\":{\"anyOf\":[{\"required\":[\"upstream\",\"redirect\"]},{\"required\":[\"upstream\",\"respond\"]},{\"required\":[\"redirect\",\"respond\"]}]}}");
    }

    [Fact]
    public void The_schema_knows_every_key_of_the_table()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Json());
        var names = new HashSet<string>(StringComparer.Ordinal);
        CollectProperties(schema.RootElement, names);

        names.Order(StringComparer.Ordinal).ShouldBe(SettingsTableTests.Keys().Select(k => k.Key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static void CollectProperties(JsonElement element, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            element.EnumerateArray().ToList().ForEach(e => CollectProperties(e, names));
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            {
                names.UnionWith(properties.EnumerateObject().Select(p => p.Name));
            }

            element.EnumerateObject().ToList().ForEach(p => CollectProperties(p.Value, names));
        }
    }

    private static void Compare(string name, string generated)
    {
        var path = Path.Combine(Samples.Root, "docs", name);
        if (Environment.GetEnvironmentVariable("GOODGATE_REGENERATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, generated);
        }

        File.ReadAllText(path).ShouldBe(generated, $"docs/{name} is behind the table; run the tests once with GOODGATE_REGENERATE=1");
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlBlock();
}
