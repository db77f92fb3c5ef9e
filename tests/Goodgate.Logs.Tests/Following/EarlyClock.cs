namespace Goodgate.Logs.Tests.Following;

/// <summary>A clock that stands still until it is moved. It is years behind the file system's, so that no file ever looks settled: each look is thorough.</summary>
internal sealed class EarlyClock : TimeProvider
{
    private DateTimeOffset _now = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _steady = TimeSpan.FromDays(1);

    /// <summary>What the wall shows; setting it back leaves the steady clock alone.</summary>
    public DateTimeOffset Now
    {
        get => _now;
        set => (_now, _steady) = (value, _steady + (value > _now ? value - _now : TimeSpan.Zero));
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _steady.Ticks;

    /// <summary>The wall is set; no time passes.</summary>
    public void SetWall(DateTimeOffset now) => _now = now;

    /// <summary>Time passes, whatever the wall shows.</summary>
    public void Pass(TimeSpan time) => (_now, _steady) = (_now + time, _steady + time);
}
