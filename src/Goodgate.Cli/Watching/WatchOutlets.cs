using Goodgate.Gateway.Data;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Logs.Judging;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching;

/// <summary>
/// Where each failure goes beside the screen: as a verdict into the list that <c>/api/verdicts</c> shows, and from there into the data folder. Whatever is to
/// hear of failures later (a journal, alerts) subscribes to the same list.
/// </summary>
internal sealed class WatchOutlets : IAsyncDisposable
{
    // What a turn of reading may bring at once; what is beyond is counted.
    private const int QueueLength = 64 * 1024;

    /// <summary>Characters kept of what a client asked for: a thousand failures stay, and whoever shows one shows less.</summary>
    private const int LongestTarget = 4096;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly BoundedQueue<Verdict> _queue = new(QueueLength);

    private WatchOutlets(TimeProvider time)
    {
        Verdicts = new VerdictLog(_queue);
        Keeper = new FailureKeeper(time, "Logs are read and told of as before");
    }

    public VerdictLog Verdicts { get; }

    public FailureKeeper Keeper { get; }

    /// <summary>Starts, and takes hold of the data folder.</summary>
    /// <param name="folder">The folder; null = none.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public static WatchOutlets Start(string? folder, TimeProvider time)
    {
        var outlets = new WatchOutlets(time);
        outlets.Keeper.Prepare(folder, outlets.Verdicts).Apply();
        outlets.Verdicts.Subscribe(outlets.Keeper.Keep);
        outlets.Keeper.Start();
        outlets.Verdicts.Start();
        return outlets;
    }

    /// <summary>Hands one on. Never waits.</summary>
    public void Add(WatchFinding finding)
    {
        var seen = finding.Look ?? LineVerdict.Observed(finding.Seen);
        var target = seen.Target is { Length: > LongestTarget } whole ? whole[..LongestTarget] : seen.Target;
        _queue.Add(Judge.Decide(seen with { Target = target, Facts = [.. seen.Facts, new Fact(FactNames.File, finding.Where)] }));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Farewell);
        _queue.Complete();
        await Verdicts.StopAsync(limit.Token);
        await Keeper.StopAsync(limit.Token);
    }
}
