using Goodgate.Gateway.Tests.Observing;

namespace Goodgate.Gateway.Tests;

/// <summary>A clock that moves when the test says so; timers fire within <see cref="Advance"/>, periodic ones once, however far it moves.</summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly TimeSpan Start = TimeSpan.FromTicks(12_345_678_901);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<bool> Reached, TaskCompletionSource Signal)> _waiters = [];

    // An odd number that is far from zero: what takes a timestamp for "never" or for a round one shows.
    private TimeSpan _now = Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks;
        }
    }

    public override DateTimeOffset GetUtcNow() => Samples.Noon - Start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on and fires what is due, on the caller's thread.</summary>
    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            _timers.RemoveAll(timer => timer.Due <= _now && !timer.Again(_now));
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until <paramref name="count"/> timers run that were set for <paramref name="delay"/>.</summary>
    public Task TimersAsync(TimeSpan delay, int count)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiters.Add((() => _timers.Count(timer => timer.Delay == delay) >= count, signal));
        }

        Notify();
        return signal.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void Notify()
    {
        lock (_gate)
        {
            foreach (var (_, signal) in _waiters.Where(waiter => waiter.Reached()))
            {
                signal.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Signal.Task.IsCompleted);
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public TimeSpan Delay { get; private set; }

        public TimeSpan Due { get; private set; }

        private TimeSpan Period { get; set; }

        public void Fire() => fire();

        /// <summary>Sets a periodic timer for its next time after <paramref name="now"/>; false when it fires once only.</summary>
        public bool Again(TimeSpan now)
        {
            if (Period <= TimeSpan.Zero)
            {
                return false;
            }

            Due += Period * (Math.Floor((now - Due) / Period) + 1);
            return true;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    (Delay, Due, Period) = (dueTime, clock._now + dueTime, period);
                    clock._timers.Add(this);
                }
            }

            clock.Notify();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
