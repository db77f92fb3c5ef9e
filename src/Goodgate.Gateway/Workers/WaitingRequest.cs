using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Workers;

/// <summary>One request in the queue of a <see cref="WorkerGate"/>.</summary>
public sealed class WaitingRequest
{
    private readonly WorkerGate _gate;
    private readonly TaskCompletionSource<WaitOutcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private int? _page;

    internal WaitingRequest(WorkerGate gate, RequestRank rank, string target, long since)
    {
        (_gate, Rank, Target, Since) = (gate, rank, target, since);
        Node = new LinkedListNode<WaitingRequest>(this);
    }

    public RequestRank Rank { get; }

    /// <summary>Whose it is.</summary>
    internal Subscriber Client { get; init; }

    /// <summary>Its turn among those of its rank: lower ones go first.</summary>
    internal long Turn { get; init; }

    /// <summary>Its path and query.</summary>
    internal string Target { get; }

    /// <summary>Which page that is (<see cref="PageName.Key"/>).</summary>
    internal int Page => _page ??= PageName.Key(Target);

    /// <summary>Timestamp of the clock when it came.</summary>
    public long Since { get; }

    /// <summary>The place it got; null unless it was admitted.</summary>
    public WorkerPlace? Place { get; private set; }

    /// <summary>Ends with the wait.</summary>
    public Task<WaitOutcome> Outcome => _end.Task;

    internal LinkedListNode<WaitingRequest> Node { get; }

    /// <summary>The client has gone: it leaves the queue. Safe from any thread, at any time.</summary>
    public void Leave() => _gate.Remove(this, WaitOutcome.Left);

    // Set while the gate is locked; it may fire at once, and then waits for the gate.
    internal void Limit(TimeProvider time, TimeSpan patience) =>
        _timer = time.CreateTimer(static one => ((WaitingRequest)one!).Expire(), this, patience, Timeout.InfiniteTimeSpan);

    internal void End(WaitOutcome outcome, WorkerPlace? place)
    {
        Place = place;
        _timer?.Dispose();
        _end.TrySetResult(outcome);
    }

    private void Expire() => _gate.Remove(this, WaitOutcome.TimedOut);
}
