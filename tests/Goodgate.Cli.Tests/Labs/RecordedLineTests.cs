using System.Text.Json;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Tests.Labs;

/// <summary>The lines that tests/samples/record kept: whole, with causes that exist, and without names of the machine they come from.</summary>
public sealed class RecordedLineTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "samples", "recorded");

    public static TheoryData<string> Files => [.. Names.Select(name => name + ".jsonl")];

    private static IReadOnlyList<string> Names => [.. Directory.GetFiles(Folder, "*.jsonl").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_system_that_is_recorded_has_its_file() => Directory.GetFiles(Path.Combine(Folder, "..", "recording"), "*.mjs").Select(path => Path.GetFileNameWithoutExtension(path))
        .Except(["main", "stage", "ambiguous"]).Order(StringComparer.Ordinal).ShouldBe(Names);

    [Theory]
    [MemberData(nameof(Files))]
    public void Lines_are_whole(string file)
    {
        var rows = File.ReadLines(Path.Combine(Folder, file)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        rows.Count.ShouldBeGreaterThan(5);
        foreach (var row in rows)
        {
            var line = row.GetProperty("line").GetString()!;
            line.ShouldNotBeNullOrWhiteSpace();
            line.ShouldNotContain("/tmp/");
            line.ShouldNotContain("/home/");
            row.GetProperty("version").GetString()!.ShouldMatch(@"^\d+\.\d+");
            Causes.Find(row.GetProperty("expected_cause").GetString()!).ShouldNotBeNull(line);
            if (row.TryGetProperty("also_acceptable", out var others))
            {
                others.EnumerateArray().ShouldAllBe(one => Causes.Find(one.GetString()!) != null, line);
            }
        }
    }
}
