using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Running;

/// <summary>
/// Visitors who gave up while a server was silent. One of them is no failure, and so no verdict line; many of them are how a hanging server looks
/// before its time limit fires. They are told of in one line at a time. Pure: the caller says what time it is.
/// </summary>
/// <param name="limit">Gives <c>timeouts.first_byte</c> of an upstream, as written; null when it is not known.</param>
internal sealed class Departures(Func<string, string?> limit)
{
    /// <summary>At most one line in this time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Who goes on to the next page sooner was not kept waiting.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private DateTimeOffset _told = DateTimeOffset.MinValue;
    private long _count;
    private Verdict? _longest;

    /// <summary>Counts one, if it is a visitor who left while waiting for a response.</summary>
    public void Note(Verdict verdict)
    {
        var seen = verdict.Observation;
        if (verdict.Cause.Id != CauseIds.ClientAborted || seen.Phase != Phase.FirstByte || !(seen.Elapsed >= Patience))
        {
            return;
        }

        _count++;
        if (_longest is null || seen.Elapsed > _longest.Observation.Elapsed)
        {
            _longest = verdict;
        }
    }

    /// <summary>The line that is due; null when there is none.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">True at the end: whatever is left.</param>
    public string? Due(DateTimeOffset now, bool all = false)
    {
        if (_longest is not { } longest || (!all && now - _told < Pause))
        {
            return null;
        }

        var seen = longest.Observation;
        var waited = seen.Elapsed!.Value.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var set = seen.Upstream is { } upstream && limit(upstream) is { } time ? $"; timeouts.first_byte = {time}" : "";
        var line = $"{Words.Count(_count, "visitor")} left after waiting up to {waited} s for {VerdictLine.Server(longest) ?? "a server"} (no response yet{set})";
        (_told, _count, _longest) = (now, 0, null);
        return line;
    }
}
