using System.Net;
using Goodgate.Gateway.Rates;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Rates;

/// <summary>Who is let through, who waits, and for how long.</summary>
public sealed class RateLimitTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");

    private readonly ManualClock _clock = new();

    [Fact]
    public void Burst_comes_at_once_and_then_one_an_interval()
    {
        var limit = Limit("10/min", 5);
        Count(limit, 20).ShouldBe(6, "one by the rate, five beyond it");
        limit.Take(One).Wait.ShouldBe(TimeSpan.FromSeconds(6));
        Pass(6);
        Count(limit, 20).ShouldBe(1);
        Pass(12);
        Count(limit, 20).ShouldBe(2);
        Pass(3600);
        Count(limit, 20).ShouldBe(6, "nothing is saved up beyond the burst");
    }

    [Theory]
    [InlineData("10/min", 10)]
    [InlineData("1/h", 1)]
    [InlineData("3/s", 3)]
    public void Without_a_burst_the_rate_may_come_at_once(string rate, int atOnce) => Count(Limit(rate, null), 50).ShouldBe(atOnce);

    [Fact]
    public void With_a_burst_of_none_there_is_one_an_interval()
    {
        var limit = Limit("2/s", 0);
        Count(limit, 5).ShouldBe(1);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        limit.Take(One).Wait.ShouldBe(TimeSpan.FromMilliseconds(1));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Count(limit, 5).ShouldBe(1);
    }

    [Fact]
    public void Who_waits_as_long_as_told_is_let_through_and_refusals_cost_nothing()
    {
        var limit = Limit("7/min", 2);
        for (var i = 0; i < 50; i++)
        {
            while (limit.Take(One).Wait == TimeSpan.Zero)
            {
            }

            Count(limit, 100).ShouldBe(0);
            var wait = limit.Take(One).Wait;
            _clock.Advance(wait - TimeSpan.FromTicks(1));
            limit.Take(One).Wait.ShouldBe(TimeSpan.FromTicks(1));
            _clock.Advance(TimeSpan.FromTicks(1));
            limit.Take(One).Wait.ShouldBe(TimeSpan.Zero);
        }
    }

    [Fact]
    public void In_the_long_run_no_more_come_than_the_rate()
    {
        var limit = Limit("100/h", 10);
        var taken = 0;
        for (var second = 0; second < 10 * 3600; second++)
        {
            taken += Count(limit, 1);
            Pass(1);
        }

        taken.ShouldBeInRange(1000, 1011);
    }

    [Theory]
    [InlineData("192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("::c000:201", false)]
    [InlineData("2001:db8:1:2::1", false)]
    public void Each_address_has_its_own(string other, bool isSame)
    {
        var limit = Limit("1/h", 0);
        Count(limit, 2).ShouldBe(1);
        (limit.Take(IPAddress.Parse(other)).Wait > TimeSpan.Zero).ShouldBe(isSame);
    }

    [Fact]
    public void A_network_of_64_bits_is_one_client()
    {
        var limit = Limit("1/h", 0);
        limit.Take(IPAddress.Parse("2001:db8:1:2::1")).Wait.ShouldBe(TimeSpan.Zero);
        limit.Take(IPAddress.Parse("2001:db8:1:2:ffff:ffff:ffff:ffff")).Wait.ShouldBe(TimeSpan.FromHours(1));
        limit.Take(IPAddress.Parse("2001:db8:1:3::1")).Wait.ShouldBe(TimeSpan.Zero);
        limit.Take(IPAddress.IPv6Loopback).Wait.ShouldBe(TimeSpan.Zero);
        limit.Take(IPAddress.IPv6Loopback).Wait.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_reload_with_the_same_numbers_changes_nothing()
    {
        var before = Limit("10/min", 2);
        Count(before, 10).ShouldBe(3);
        var after = new RateLimit(Settings("10/min", 2), before, _clock);
        after.Take(One).Wait.ShouldBe(TimeSpan.FromSeconds(6));
        Pass(6);
        Count(after, 10).ShouldBe(1);
        before.Take(One).Wait.ShouldBe(TimeSpan.FromSeconds(6), "requests under way still have the limit of before: it remembers the same");
    }

    [Fact]
    public void With_other_numbers_a_client_owes_no_more_than_these_can_make_it_owe()
    {
        var before = Limit("1/h", 9);
        Count(before, 20).ShouldBe(10);
        var after = new RateLimit(Settings("1/s", 2), before, _clock);
        after.Take(One).Wait.ShouldBe(TimeSpan.FromSeconds(1));
        Pass(1);
        Count(after, 10).ShouldBe(1);
        Pass(3);
        Count(after, 10).ShouldBe(3);
    }

    [Fact]
    public void The_first_refusal_is_told_and_then_those_of_a_minute_together()
    {
        var limit = Limit("1/h", 0);
        limit.Refused().ShouldBe(1);
        for (var i = 0; i < 10; i++)
        {
            Pass(5);
            limit.Refused().ShouldBeNull();
        }

        Pass(10);
        new RateLimit(Settings("1/h", 0), limit, _clock).Refused().ShouldBe(11, "a reload does not begin anew");
        limit.Refused().ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_wraps_around_is_no_matter()
    {
        var clock = new WrappingClock();
        var limit = new RateLimit(Settings("1/s", 1), null, clock);
        Count(limit, 5).ShouldBe(2);
        clock.Pass(TimeSpan.FromSeconds(1));
        clock.GetTimestamp().ShouldBeLessThan(0);
        Count(limit, 5).ShouldBe(1);
        clock.Pass(TimeSpan.FromSeconds(60));
        Count(limit, 5).ShouldBe(2);
    }

    [Fact]
    public async Task From_many_threads_no_more_are_let_through()
    {
        var limit = Limit("1/h", 999);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Count(limit, 1000))));
        taken.Sum().ShouldBe(1000);
    }

    private static int Count(RateLimit limit, int requests) => Enumerable.Range(0, requests).Count(_ => limit.Take(One).Wait == TimeSpan.Zero);

    private static RateSettings Settings(string rate, int? burst) => new() { Requests = rate, Burst = burst };

    private RateLimit Limit(string rate, int? burst) => new(Settings(rate, burst), null, _clock);

    private void Pass(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    // Half a second before the end of its numbers.
    private sealed class WrappingClock : TimeProvider
    {
        private long _now = long.MaxValue - (TimeSpan.TicksPerSecond / 2);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan by) => _now = unchecked(_now + by.Ticks);
    }
}
