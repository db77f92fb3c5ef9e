namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>One request under way for a key: others that want the same wait for it. Its leader ends it, once.</summary>
/// <param name="isRenewal">True when no visitor waits for it.</param>
internal sealed class Flight(bool isRenewal)
{
    private const int Waits = 0;
    private const int Asks = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource<FlightEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Waits;

    /// <summary>How it ended.</summary>
    public Task<FlightEnd> Ended => _end.Task;

    /// <summary>True when somebody waited for it in vain: nobody else need. A hanging server, or a large page whose reader takes its time.</summary>
    public bool IsSlow { get; set; }

    /// <summary>True when its server is asked: until then it waits for a worker, and its server can do nothing for it.</summary>
    public bool HasAsked => Volatile.Read(ref _state) == Asks;

    /// <summary>Its server is about to be asked. False when a visitor has taken the lead meanwhile: he asks.</summary>
    public bool TryAsk() => Interlocked.CompareExchange(ref _state, Asks, Waits) != GivenUp;

    /// <summary>Takes the lead from a renewal whose server was not asked yet.</summary>
    public bool TryTakeOver() => isRenewal && Interlocked.CompareExchange(ref _state, GivenUp, Waits) == Waits;

    public void End(FlightEnd end) => _end.TrySetResult(end);
}

/// <summary>How a flight ended.</summary>
internal enum FlightEnd
{
    /// <summary>The store has the response now, or has had its stored one confirmed.</summary>
    Stored,

    /// <summary>The response is for the one who asked.</summary>
    NotStored,

    /// <summary>The server gave nothing usable.</summary>
    Failed,

    /// <summary>The one who asked has gone, or its response broke off: the next one asks.</summary>
    Abandoned,
}
