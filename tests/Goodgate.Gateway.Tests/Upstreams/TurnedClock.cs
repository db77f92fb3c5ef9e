namespace Goodgate.Gateway.Tests.Upstreams;

/// <summary>A clock that a test turns by hand; it starts at an odd time, and its periodic timers fire once per turn.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private readonly List<Action> _periodic = [];
    private long _now = 12_345_678_901;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _periodic.Add(() => callback(state));
        return new StandingTimer();
    }

    public void Turn(TimeSpan by)
    {
        _now += by.Ticks;
        foreach (var fire in _periodic)
        {
            fire();
        }
    }

    private sealed class StandingTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
