using Goodgate.Cli.Importing;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>docs/import.md and the rules say the same.</summary>
public sealed class ImportPageTests
{
    [Fact]
    public void The_manual_has_a_row_for_each_rule_with_its_systems_and_causes()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "import.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split(" | ").Length == 4).Select(line => line.Trim('|', ' ').Split(" | "))
            .ToDictionary(cells => cells[0].Trim('`'), cells => (Systems: cells[1], Causes: cells[3]), StringComparer.Ordinal);
        var rules = ForeignSystem.All.SelectMany(system => system.Rules.Select(rule => (rule, system.Name))).GroupBy(one => one.rule, one => one.Name, StringComparer.Ordinal).ToList();
        rows.Keys.Order(StringComparer.Ordinal).ShouldBe(rules.Select(group => group.Key).Order(StringComparer.Ordinal));
        rows.Select(row => $"{row.Key} {row.Value.Systems}").Order(StringComparer.Ordinal).ShouldBe(rules.Select(group => $"{group.Key} {string.Join(", ", group)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manual_names_the_causes_a_finding_names()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "import.md"));
        foreach (var (system, path) in ImportSamples.All.Where(one => one.Path.EndsWith(".bad", StringComparison.Ordinal)))
        {
            var finding = ImportSamples.Import(system, ImportSamples.Text(system, Path.GetFileName(path))).Findings[0];
            var row = page.Split('\n').Single(line => line.StartsWith($"| `{finding.Rule}` |", StringComparison.Ordinal));
            finding.Causes.Where(cause => !row.Contains(cause, StringComparison.Ordinal)).ShouldBeEmpty(row);
        }
    }
}
