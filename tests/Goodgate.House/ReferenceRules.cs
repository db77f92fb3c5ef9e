using System.Xml.Linq;

namespace Goodgate.House;

/// <summary>The arrows between projects point one way: the table of the design, with the lab beside it (docs/decisions/0004-lab.md).</summary>
public sealed class ReferenceRules
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Goodgate.Wire"] = [],
        ["Goodgate.Verdicts"] = [],
        ["Goodgate.Gateway"] = ["Goodgate.Verdicts", "Goodgate.Wire"],
        ["Goodgate.Lab"] = ["Goodgate.Verdicts"],
        ["Goodgate.Logs"] = ["Goodgate.Verdicts"],
        ["Goodgate.Cli"] = ["Goodgate.Gateway", "Goodgate.Lab", "Goodgate.Logs", "Goodgate.Verdicts", "Goodgate.Wire"],
    };

    [Fact]
    public void Projects_refer_to_what_the_table_allows()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), References, StringComparer.Ordinal);
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));
        foreach (var (project, references) in found)
        {
            references.ShouldBe(Allowed[project], project);
        }
    }

    [Fact]
    public void Wire_and_verdicts_do_no_io() => Sources.Product
        .Where(file => file.Path.StartsWith("src/Goodgate.Wire/", StringComparison.Ordinal) || file.Path.StartsWith("src/Goodgate.Verdicts/", StringComparison.Ordinal))
        .Where(file => file.Lines.Any(line => line.Contains("new Socket(", StringComparison.Ordinal) || line.Contains("File.Read", StringComparison.Ordinal) || line.Contains("Console.", StringComparison.Ordinal)))
        .Select(file => file.Path).ShouldBeEmpty();

    private static string[] References(string path) => [.. XDocument.Load(path).Descendants("ProjectReference")
        .Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];
}
