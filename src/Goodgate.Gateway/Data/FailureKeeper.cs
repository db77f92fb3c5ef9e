using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Data;

/// <summary>Writes failures into the data folder, while there is one.</summary>
/// <param name="time">Clock.</param>
/// <param name="goesOn">What the loss of failures does not touch, in words.</param>
public sealed class FailureKeeper(TimeProvider time, string goesOn = "Traffic is not affected") : LineWriter<Verdict>(Pace, time)
{
    // The first failure after a quiet second is written at once; kill -9 costs those of the last second. 2 MiB a second are some 1,000 failures:
    // a storm must not wear out a disk. The metrics count them all.
    private static readonly LinePace Pace = new("failures", TimeSpan.FromSeconds(1), MaxWaiting: 2 * 1024 * 1024, Repeats: false);

    private long _unreadable;

    /// <summary>Lines of earlier runs that could not be read: torn by a crash, or changed by somebody.</summary>
    public long Unreadable => Volatile.Read(ref _unreadable);

    /// <summary>Keeps a verdict, if it is a failure and there is a folder. Never waits.</summary>
    public void Keep(Verdict verdict)
    {
        if (!VerdictLog.IsNews(verdict))
        {
            Add(verdict);
        }
    }

    /// <summary>Makes a folder ready: takes hold of it and reads what earlier runs left.</summary>
    /// <param name="path">The folder; null = none, nothing is kept any more.</param>
    /// <param name="log">Takes the failures of earlier runs.</param>
    /// <exception cref="DataFolderException">It cannot be used.</exception>
    public Prepared Prepare(string? path, VerdictLog log)
    {
        if (path is null)
        {
            return new Prepared(() => Replace(null), () => { });
        }

        var folder = DataFolder.Open(path);
        try
        {
            var history = FailureHistory.Read(path, VerdictLog.FailuresKept);
            var sink = new FailureSink(folder, goesOn);
            return new Prepared(
                () =>
                {
                    log.Recall(history.Failures);
                    Interlocked.Add(ref _unreadable, history.Unreadable);
                    Replace(sink);
                },
                sink.Dispose);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
