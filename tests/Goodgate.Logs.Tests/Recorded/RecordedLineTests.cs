using System.Text.Json;

namespace Goodgate.Logs.Tests.Recorded;

/// <summary>240 lines of real programs in front of a server that fails in a known way; the cause is known by construction. All must be judged right.</summary>
public sealed class RecordedLineTests
{
    /// <summary>The score is a number of the house: it may only rise, with more lines.</summary>
    private const int Lines = 240;

    [Fact]
    public void Every_recorded_line_is_judged_right()
    {
        var all = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "lines.jsonl")).Select(line => JsonSerializer.Deserialize<Recorded>(line, JsonSerializerOptions.Web)!).ToList();
        all.Count.ShouldBe(Lines);
        all.Where(one => !one.Causes.Contains(Judged.Cause(one.Line))).Select(one => $"{one.System}: expected {string.Join(" or ", one.Causes)}, judged {Judged.Cause(one.Line)}: {one.Line}").ShouldBeEmpty();
    }

    private sealed record Recorded(string System, string Version, string[] Causes, string Why, string Line);
}
