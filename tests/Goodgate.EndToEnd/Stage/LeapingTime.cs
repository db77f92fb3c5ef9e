namespace Goodgate.EndToEnd.Stage;

/// <summary>The system's clock, which a test can put forward: a connection grows old without anybody waiting. Timers run as usual.</summary>
internal sealed class LeapingTime : TimeProvider
{
    private long _ahead;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    private TimeSpan Ahead => new(Interlocked.Read(ref _ahead));

    /// <summary>Puts the clock forward.</summary>
    public void Leap(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
