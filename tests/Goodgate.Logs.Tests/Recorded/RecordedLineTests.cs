using System.Text.Json;

namespace Goodgate.Logs.Tests.Recorded;

/// <summary>240 lines of real programs in front of a server that fails in a known way; the cause is known by construction. All must be judged right.</summary>
public sealed class RecordedLineTests
{
    /// <summary>The score is a number of the house: it may only rise, with more lines.</summary>
    private const int Score = 240;

    [Fact]
    public void Every_recorded_line_is_judged_right()
    {
        var all = Lines();
        all.Count.ShouldBe(Score);
        all.Where(one => !one.Causes.Contains(Judged.Cause(one.Line))).Select(one => $"{one.System}: expected {string.Join(" or ", one.Causes)}, judged {Judged.Cause(one.Line)}: {one.Line}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("cri")]
    [InlineData("rfc3164")]
    [InlineData("rfc5424")]
    [InlineData("journal")]
    [InlineData("compose")]
    [InlineData("stamp")]
    public void What_a_carrier_puts_before_a_line_changes_nothing(string carrier) => Lines().Select(one => (one, Cause: Judged.Cause(Carried(one.Line, carrier))))
        .Where(one => !one.one.Causes.Contains(one.Cause)).Select(one => $"{one.one.System}: {one.Cause}: {one.one.Line}").ShouldBeEmpty();

    [Theory]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(22)]
    [InlineData(32)]
    public void Lines_whose_start_is_cut_off_are_read(int cut) => Lines().Where(one => one.Line.Length > 110)
        .Select(one => (one, Cause: Judged.Cause(one.Line[cut..])))
        .Where(one => !one.one.Causes.Contains(one.Cause)).Select(one => $"{one.one.System}: {one.Cause}: {one.one.Line[cut..]}").ShouldBeEmpty();

    private static List<Recorded> Lines() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "lines.jsonl")).Select(line => JsonSerializer.Deserialize<Recorded>(line, JsonSerializerOptions.Web)!)];

    private static string Carried(string line, string carrier) => carrier switch
    {
        "docker" => JsonSerializer.Serialize(new { log = line + "\n", stream = "stderr", time = "2026-11-20T23:26:54.123456789Z" }),
        "cri" => $"2026-11-20T23:26:54.123456789Z stdout F {line}",
        "rfc3164" => $"<134>Nov 20 23:26:54 web app[812]: {line}",
        "rfc5424" => $"<134>1 2026-11-20T23:26:54.123Z web app 812 - - {line}",
        "journal" => JsonSerializer.Serialize(new Dictionary<string, string> { ["__REALTIME_TIMESTAMP"] = "1795217214123456", ["SYSLOG_IDENTIFIER"] = "app", ["MESSAGE"] = line }),
        "compose" => $"web-1  | {line}",
        _ => $"2026-11-20T23:26:54.123456789Z {line}",
    };

    private sealed record Recorded(string System, string Version, string[] Causes, string Why, string Line);
}
