namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>One request under way for a key: others that want the same wait for it. Its leader ends it, once.</summary>
internal sealed class Flight
{
    private readonly TaskCompletionSource<FlightEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it ended.</summary>
    public Task<FlightEnd> Ended => _end.Task;

    /// <summary>True when somebody waited for it in vain: nobody else need. A hanging server, or a large page whose reader takes its time.</summary>
    public bool IsSlow { get; set; }

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
