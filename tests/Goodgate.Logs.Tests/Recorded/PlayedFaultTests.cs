using System.Text.Json;

namespace Goodgate.Logs.Tests.Recorded;

/// <summary>
/// Every line that real programs printed when a fault was played behind them is judged as that fault's cause, or stands in a list that says what its words mean instead.
/// </summary>
public sealed class PlayedFaultTests
{
    /// <summary>The recordings may only grow.</summary>
    private const int Fewest = 1397;

    private static readonly List<PlayedFault> Lines = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Recorded", "played"), "*.jsonl").Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines).Select(line => JsonSerializer.Deserialize<PlayedFault>(line, JsonSerializerOptions.Web)!)];

    private static readonly List<PlayedFault> Wrong = [.. Lines.Where(line => !line.Judged().Any(line.IsRight))];

    [Fact]
    public void Each_line_is_judged_as_what_was_played_or_as_what_its_words_say()
    {
        Lines.Count.ShouldBeGreaterThanOrEqualTo(Fewest);
        Wrong.Where(line => !OtherWords.All.Any(words => Covers(words, line)))
            .Select(line => $"{line.System}, {line.Fault}: expected {line.ExpectedCause}, judged {string.Join(" and ", line.Judged())}: {line.Line}").ShouldBeEmpty();
    }

    [Fact]
    public void Each_entry_of_the_list_is_needed() =>
        OtherWords.All.Where(words => !Wrong.Any(line => Covers(words, line))).Select(words => $"{words.System}: {words.Text} = {words.Judged}").ShouldBeEmpty();

    [Fact]
    public void No_line_is_taken_for_the_visitors_leaving() => Lines.Where(line => line.Judged().Contains("client-aborted") && line.ExpectedCause != "client-aborted" && !line.IsRight("client-aborted"))
        .Select(line => $"{line.System}, {line.Fault}: {line.Line}").ShouldBeEmpty();

    private static bool Covers(OtherWords words, PlayedFault line) =>
        words.System == line.System && line.Judged().Contains(words.Judged) && line.Line.Contains(words.Text, StringComparison.Ordinal);
}
