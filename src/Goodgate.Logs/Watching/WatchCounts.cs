using Goodgate.Logs.Running;

namespace Goodgate.Logs.Watching;

/// <summary>What was counted since the first start that the memory knows of. It is kept together with how far each log was read, so that no line counts twice or never.</summary>
public sealed class WatchCounts
{
    /// <summary>Lines read, blank ones included.</summary>
    public long Lines { get; set; }

    /// <summary>Lines that a format knows.</summary>
    public long Known { get; set; }

    /// <summary>Requests that ended without failure.</summary>
    public long Quiet { get; set; }

    /// <summary>Lines that state a failure or its cause, by <c>cause party</c>.</summary>
    public Dictionary<string, long> Failures { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Lines not read, or not whole, by the name of their <see cref="SkipReason"/>.</summary>
    public Dictionary<string, long> Skipped { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Counts what the lines of a block say.</summary>
    public void Add(BlockResult block)
    {
        Lines += block.Lines;
        Known += block.Known;
        Quiet += block.Quiet.Values.Sum();
        foreach (var finding in block.Findings)
        {
            if (finding.Verdict is { } verdict)
            {
                Add(Failures, $"{verdict.Cause.Id} {verdict.Party.ToString().ToLowerInvariant()}", 1);
            }
        }

        foreach (var reason in Enum.GetValues<SkipReason>())
        {
            if (block.Skips[reason] > 0)
            {
                Add(Skipped, reason.ToString(), block.Skips[reason]);
            }
        }
    }

    /// <summary>Counts one that was seen elsewhere than in a log.</summary>
    public void Add(WatchFinding finding) => Add(Failures, $"{finding.Verdict.Cause.Id} {finding.Verdict.Party.ToString().ToLowerInvariant()}", 1);

    /// <summary>A copy that stands still.</summary>
    public WatchCounts Copy() => new()
    {
        Lines = Lines,
        Known = Known,
        Quiet = Quiet,
        Failures = new Dictionary<string, long>(Failures, StringComparer.Ordinal),
        Skipped = new Dictionary<string, long>(Skipped, StringComparer.Ordinal),
    };

    private static void Add(Dictionary<string, long> counts, string name, long count) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _) += count;
}
