namespace Goodgate.EndToEnd.Stage;

/// <summary>
/// The system's clock, which a test can put forward and stop: a connection grows old without anybody waiting, and an exchange takes no time
/// however busy the machine is. Timers run as usual.
/// </summary>
internal sealed class LeapingTime : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _ahead;
    private (long Timestamp, DateTimeOffset Utc)? _stopped;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (_stopped?.Timestamp ?? System.GetTimestamp()) + (long)(_ahead.TotalSeconds * TimestampFrequency);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return (_stopped?.Utc ?? System.GetUtcNow()) + _ahead;
        }
    }

    /// <summary>Puts the clock forward.</summary>
    public void Leap(TimeSpan by)
    {
        lock (_lock)
        {
            _ahead += by;
        }
    }

    /// <summary>From now on only leaps move it. No limit of time fires then: for exchanges that end by themselves.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped ??= (System.GetTimestamp(), System.GetUtcNow());
        }
    }
}
