using Goodgate.Lab;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Cli.Demo;

/// <summary>How far the demo is. Written by the play, read by the picture of it.</summary>
internal sealed class DemoState(IReadOnlyList<RunningFault> acts)
{
    private readonly Lock _lock = new();
    private readonly DemoResult?[] _results = new DemoResult?[acts.Count];
    private long _visits;
    private long _answered;

    public IReadOnlyList<Fault> Faults { get; } = [.. acts.Select(act => act.Fault)];

    /// <summary>Index of the fault being played; -1 between two rounds.</summary>
    public int Playing { get; private set; } = -1;

    public int Round { get; private set; } = 1;

    /// <summary>The result that came last.</summary>
    public DemoResult? Latest { get; private set; }

    /// <summary>Visits to the page with one dead server.</summary>
    public long Visits => Volatile.Read(ref _visits);

    /// <summary>Those of them that got the page.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Results of the last round, in order; null = not played yet.</summary>
    public IReadOnlyList<DemoResult?> Results
    {
        get
        {
            lock (_lock)
            {
                return [.. _results];
            }
        }
    }

    public int Right => Results.Count(one => one is { IsRight: true });

    public int Wrong => Results.Count(one => one is { IsRight: false });

    public void Begin(int act) => Playing = act;

    public void End(int act, DemoResult result)
    {
        lock (_lock)
        {
            _results[act] = result;
        }

        Latest = result;
    }

    public void NextRound()
    {
        Playing = -1;
        Round++;
    }

    public void Visited(bool answered)
    {
        Interlocked.Increment(ref _visits);
        if (answered)
        {
            Interlocked.Increment(ref _answered);
        }
    }
}
