using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Data;

/// <summary>Writes failures into the data folder, while there is one.</summary>
public sealed class FailureKeeper : LineWriter<Verdict>
{
    // With the pace below at most 1,000 failures a second, some 2 MB: a storm must not wear out a disk. The metrics count them all.
    private const int Capacity = 1_000;

    // The first failure after a quiet second is written at once; kill -9 costs those of the last second.
    private static readonly LinePace Pace = new("failures", TimeSpan.FromSeconds(1), Repeats: false);

    private readonly BoundedQueue<Verdict> _queue;
    private bool _on;
    private long _unreadable;

    public FailureKeeper(TimeProvider time)
        : this(new BoundedQueue<Verdict>(Capacity), time)
    {
    }

    private FailureKeeper(BoundedQueue<Verdict> queue, TimeProvider time)
        : base(queue, Pace, time) => _queue = queue;

    /// <summary>Lines of earlier runs that could not be read: torn by a crash, or changed by somebody.</summary>
    public long Unreadable => Volatile.Read(ref _unreadable);

    /// <summary>Keeps a verdict, if it is a failure and there is a folder. Never waits.</summary>
    public void Add(Verdict verdict)
    {
        if (Volatile.Read(ref _on) && !VerdictLog.IsNews(verdict))
        {
            _queue.Add(verdict);
        }
    }

    /// <summary>No more will come.</summary>
    public void Complete() => _queue.Complete();

    /// <summary>Makes a folder ready: takes hold of it and reads what earlier runs left.</summary>
    /// <param name="path">The folder; null = none, nothing is kept any more.</param>
    /// <param name="log">Takes the failures of earlier runs.</param>
    /// <exception cref="DataFolderException">It cannot be used.</exception>
    public Prepared Prepare(string? path, VerdictLog log)
    {
        if (path is null)
        {
            return new Prepared(() => Keep(null), () => { });
        }

        var folder = DataFolder.Open(path);
        try
        {
            var history = FailureHistory.Read(path, VerdictLog.FailuresKept);
            var sink = new FailureSink(folder);
            return new Prepared(
                () =>
                {
                    log.Recall(history.Failures);
                    Interlocked.Add(ref _unreadable, history.Unreadable);
                    Keep(sink);
                },
                sink.Dispose);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private void Keep(FailureSink? sink)
    {
        Replace(sink);
        Volatile.Write(ref _on, sink is not null);
    }
}
