namespace Goodgate.Gateway.Upstreams;

/// <summary>One wait with a limit. Set before the wait, cleared after it; the <see cref="Watch"/> fires it at most once in between.</summary>
public sealed class Deadline
{
    private const long None = 0;
    private const long Fired = -1;

    private readonly TimeProvider _time;
    private readonly Action _fire;
    private long _due;

    /// <param name="time">Clock.</param>
    /// <param name="fire">Called on a timer thread when the limit has passed; must be short and never throw.</param>
    public Deadline(TimeProvider time, Action fire)
    {
        _time = time;
        _fire = fire;
    }

    internal int Index { get; set; } = -1;

    /// <summary>Starts the wait.</summary>
    /// <param name="limit">Longest wait; zero or less = no limit.</param>
    public void Set(TimeSpan limit)
    {
        SetAt(limit > TimeSpan.Zero ? _time.GetTimestamp() + ToTicks(limit) : None);
    }

    /// <summary>Starts the wait until a timestamp of the clock; a deadline that has fired stays fired.</summary>
    public void SetAt(long timestamp)
    {
        var before = Volatile.Read(ref _due);
        if (before != Fired)
        {
            Interlocked.CompareExchange(ref _due, timestamp, before);
        }
    }

    /// <summary>Makes the wait end no later than a timestamp of the clock.</summary>
    public void NotAfter(long timestamp)
    {
        var before = Volatile.Read(ref _due);
        if (before == None || before > timestamp)
        {
            SetAt(timestamp);
        }
    }

    /// <summary>Ends the wait.</summary>
    /// <returns>False when the limit had passed before.</returns>
    public bool Clear()
    {
        var before = Volatile.Read(ref _due);
        return before != Fired && Interlocked.CompareExchange(ref _due, None, before) == before;
    }

    /// <summary>True once it has fired; stays so.</summary>
    public bool HasFired => Volatile.Read(ref _due) == Fired;

    internal void FireIfDue(long now)
    {
        var due = Volatile.Read(ref _due);
        if (due > None && now >= due && Interlocked.CompareExchange(ref _due, Fired, due) == due)
        {
            _fire();
        }
    }

    private long ToTicks(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);
}
