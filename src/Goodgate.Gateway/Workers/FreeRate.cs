namespace Goodgate.Gateway.Workers;

/// <summary>How fast workers become free, over the last ten to twenty seconds. Not for several threads at once.</summary>
/// <param name="time">The clock.</param>
internal sealed class FreeRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    // Less tells of one request, and not of a pool.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private long _since = time.GetTimestamp();
    private TimeSpan _before;
    private long _freedBefore;
    private long _freed;

    /// <summary>A worker became free.</summary>
    public void Count()
    {
        Turn();
        _freed++;
    }

    /// <summary>Workers a second; 0 = none for the whole time; null = not known yet.</summary>
    public double? PerSecond()
    {
        Turn();
        var seen = _before + time.GetElapsedTime(_since);
        var freed = _freedBefore + _freed;
        return seen < (freed == 0 ? Window : Shortest) ? null : freed / seen.TotalSeconds;
    }

    private void Turn()
    {
        var elapsed = time.GetElapsedTime(_since);
        if (elapsed >= Window)
        {
            // After a long silence the window before tells of another time.
            (_before, _freedBefore) = elapsed >= 2 * Window ? (Window, 0) : (elapsed, _freed);
            (_since, _freed) = (time.GetTimestamp(), 0);
        }
    }
}
