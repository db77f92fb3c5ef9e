using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Apache's <c>server-status?auto</c> (mod_status). A dot in the scoreboard is a slot in which another worker may be started.</summary>
internal static class ApacheStatus
{
    /// <summary>The page; null when this is another one.</summary>
    public static StatusReading? Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Take(200))
        {
            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
            {
                fields.TryAdd(line[..colon], line[(colon + 2)..].TrimEnd('\r'));
            }
        }

        if (Number(fields, "BusyWorkers") is not { } busy || Number(fields, "IdleWorkers") is not { } idle || !fields.TryGetValue("Scoreboard", out var board))
        {
            return null;
        }

        var summary = $"{Words.Count(busy, "worker")} busy, {Words.Count(idle)} idle, room for {Words.Count(board.Count(slot => slot == '.'))} more";
        return new StatusReading("Apache server-status", summary, idle > 0 || busy == 0 || board.Contains('.', StringComparison.Ordinal) ? [] :
        [
            new LookSign("apache", Happening.WorkersExhausted, $"all {Words.Count(busy)} workers are busy and no more may be started (MaxRequestWorkers): {Doing(board)}; further requests wait"),
        ]);
    }

    // The letters of mod_status: W sends an answer (or waits for what is behind it), R reads a request, K keeps a connection alive.
    private static string Doing(string board) =>
        $"{board.Count(slot => slot == 'W')} send or wait for a server behind, {board.Count(slot => slot == 'R')} read a request, {board.Count(slot => slot == 'K')} keep a connection open";

    private static long? Number(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
