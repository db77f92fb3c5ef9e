using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Running;

public sealed class StormFilterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 1, 2, 3, TimeSpan.Zero);

    private readonly StormFilter _filter = new();

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    [Fact]
    public void The_first_of_a_cause_is_shown_and_the_rest_of_its_second_is_counted()
    {
        _filter.Admit("a", At(0)).ShouldBeTrue();
        _filter.Admit("a", At(0.1)).ShouldBeFalse();
        _filter.Admit("a", At(0.9)).ShouldBeFalse();
        _filter.Admit("b", At(0.9)).ShouldBeTrue();
        _filter.Due(At(0.95)).ShouldBeEmpty();
        _filter.Due(At(1)).ShouldBe([("a", 2L)]);
    }

    [Fact]
    public void A_storm_that_goes_on_is_counted_once_a_second()
    {
        _filter.Admit("a", At(0)).ShouldBeTrue();
        var counts = new List<long>();
        for (var i = 1; i <= 50; i++)
        {
            _filter.Admit("a", At(i / 10.0)).ShouldBeFalse();
            counts.AddRange(_filter.Due(At(i / 10.0)).Select(one => one.Held));
        }

        counts.ShouldBe([10, 10, 10, 10, 10]);
    }

    [Fact]
    public void After_a_quiet_second_one_is_shown_again()
    {
        _filter.Admit("a", At(0));
        _filter.Admit("a", At(0.5));
        _filter.Due(At(1)).ShouldBe([("a", 1L)]);
        _filter.Due(At(2)).ShouldBeEmpty();
        _filter.Admit("a", At(2.1)).ShouldBeTrue();
    }

    [Fact]
    public void Seldom_failures_are_all_shown()
    {
        for (var i = 0; i < 5; i++)
        {
            _filter.Admit("a", At(i * 1.5)).ShouldBeTrue();
        }

        _filter.Due(At(10), all: true).ShouldBeEmpty();
    }

    [Fact]
    public void At_the_end_nothing_stays_untold()
    {
        _filter.Admit("a", At(0));
        _filter.Admit("a", At(0.1));
        _filter.Due(At(0.2), all: true).ShouldBe([("a", 1L)]);
        _filter.Due(At(0.2), all: true).ShouldBeEmpty();
    }
}
