namespace Goodgate.Cli.Tests.Running;

/// <summary>A clock that stands still; its timers fire when they are told to.</summary>
internal sealed class StandingClock : TimeProvider
{
    private readonly List<Action> _timers = [];

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 1, 2, 3, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add(() => callback(state));
        return new Silent();
    }

    public void Tick() => _timers.ForEach(fire => fire());

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
