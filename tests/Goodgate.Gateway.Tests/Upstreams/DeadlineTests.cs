using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Upstreams;

public sealed class DeadlineTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new();
    private readonly Watch _watch;
    private readonly Deadline _deadline;
    private int _fired;

    public DeadlineTests()
    {
        _watch = new Watch(_clock);
        _deadline = new Deadline(_clock, () => _fired++);
        _watch.Add(_deadline);
    }

    [Fact]
    public void It_fires_once_when_its_time_has_come_and_not_before()
    {
        _deadline.Set(Second);

        _clock.Advance(Second - TimeSpan.FromTicks(1));
        _fired.ShouldBe(0);
        _clock.Advance(TimeSpan.FromTicks(1));
        _clock.Advance(Second);

        _fired.ShouldBe(1);
        _deadline.HasFired.ShouldBeTrue();
        _deadline.Clear().ShouldBeFalse("too late");
    }

    [Fact]
    public void A_wait_that_ends_in_time_does_not_fire()
    {
        _deadline.Set(Second);
        _deadline.Clear().ShouldBeTrue();

        _clock.Advance(Second * 10);

        _fired.ShouldBe(0);
        _deadline.HasFired.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public void A_wait_that_begins_after_a_pause_of_the_process_has_all_its_time(int seconds)
    {
        var clock = new LateTimers(_clock);
        using var watch = new Watch(clock);
        _clock.Advance(TimeSpan.FromMinutes(10));

        watch.Due(TimeSpan.FromSeconds(seconds)).ShouldBe(clock.GetTimestamp() + (seconds * clock.TimestampFrequency));
        watch.Due(TimeSpan.Zero).ShouldBe(0, "no limit");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_limit_never_fires(int seconds)
    {
        _deadline.Set(TimeSpan.FromSeconds(seconds));

        _clock.Advance(TimeSpan.FromDays(1000));

        _fired.ShouldBe(0);
    }

    [Fact]
    public void Each_wait_starts_anew_until_one_fires()
    {
        for (var i = 0; i < 5; i++)
        {
            _deadline.Set(Second);
            _clock.Advance(Second / 2);
        }

        _fired.ShouldBe(0);
        _clock.Advance(Second / 2);
        _fired.ShouldBe(1);
        _deadline.Set(Second);
        _clock.Advance(Second);
        _fired.ShouldBe(1, "a deadline that has fired stays so");
    }

    [Theory]
    [InlineData(10, 3, 3)]
    [InlineData(3, 10, 3)]
    [InlineData(0, 3, 3)]
    public void A_later_limit_shortens_and_never_lengthens(int first, int notAfter, int fires)
    {
        _deadline.Set(TimeSpan.FromSeconds(first));
        _deadline.NotAfter(_clock.GetTimestamp() + TimeSpan.FromSeconds(notAfter).Ticks);

        _clock.Advance(TimeSpan.FromSeconds(fires) - TimeSpan.FromTicks(1));
        _fired.ShouldBe(0);
        _clock.Advance(TimeSpan.FromTicks(1));
        _fired.ShouldBe(1);
    }

    [Fact]
    public void The_watch_forgets_what_is_taken_away_and_keeps_the_others()
    {
        var fired = new List<int>();
        var all = Enumerable.Range(0, 10).Select(i => new Deadline(_clock, () => fired.Add(i))).ToArray();
        foreach (var one in all)
        {
            _watch.Add(one);
            one.Set(Second);
        }

        foreach (var i in (int[])[0, 9, 4, 4])
        {
            _watch.Remove(all[i]);
        }

        _watch.Count.ShouldBe(8);
        _clock.Advance(Second);

        fired.ShouldBe([1, 2, 3, 5, 6, 7, 8], ignoreOrder: true);
    }

    public void Dispose() => _watch.Dispose();

    // The clock goes on, and no timer has fired yet: the first moment after a pause.
    private sealed class LateTimers(TimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
