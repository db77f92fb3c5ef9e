namespace Goodgate.Gateway.Workers;

/// <summary>
/// The right to keep one worker busy. It is held by the exchange, and beyond its end by each connection whose request still runs: a client that leaves, or a
/// limit of ours that passes, does not make PHP stop. The last holder gives it back.
/// </summary>
public sealed class WorkerPlace
{
    private readonly WorkerGate _gate;
    private int _holders = 1;
    private int _abandoned;
    private int? _page;

    internal WorkerPlace(WorkerGate gate, string target, long since) => (_gate, Target, Since) = (gate, target, since);

    /// <summary>Path and query of the request it was given to.</summary>
    internal string Target { get; }

    /// <summary>Which page that is (<see cref="PageName.Key"/>).</summary>
    internal int Page => _page ??= PageName.Key(Target);

    /// <summary>Timestamp of the clock when it was given.</summary>
    public long Since { get; }

    /// <summary>The script that runs in it; the query of the request is no part of it. Empty until that is known.</summary>
    public string Script { get; set; } = "";

    /// <summary>True when places are short: then it is worth watching when one becomes free.</summary>
    public bool IsLimited => _gate.Limit is not null;

    /// <summary>True when nobody waits for the answer any more.</summary>
    public bool IsAbandoned => Volatile.Read(ref _abandoned) != 0;

    /// <summary>A request is about to go out in it: another holder.</summary>
    internal void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>The exchange goes on, or ends; the request runs on.</summary>
    internal void Abandon()
    {
        if (Interlocked.Increment(ref _abandoned) == 1)
        {
            _gate.CountAbandoned(1);
        }
    }

    /// <summary>An abandoned request has ended: its holder needs it no longer.</summary>
    internal void Forget()
    {
        if (Interlocked.Decrement(ref _abandoned) == 0)
        {
            _gate.CountAbandoned(-1);
        }

        Release();
    }

    /// <summary>This holder needs it no longer.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _gate.Free(this);
        }
    }
}
