using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Running;

public sealed class StormFilterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 1, 2, 3, TimeSpan.Zero);

    private readonly StormFilter _filter = new();

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private void Fill(string cause, double seconds = 0)
    {
        for (var i = 0; i < StormFilter.ShownInFull; i++)
        {
            _filter.Admit(cause, At(seconds)).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_first_of_a_cause_are_shown_and_the_rest_of_its_second_is_counted()
    {
        Fill("a");
        _filter.Admit("a", At(0.1)).ShouldBeFalse();
        _filter.Admit("a", At(0.9)).ShouldBeFalse();
        _filter.Admit("b", At(0.9)).ShouldBeTrue();
        _filter.Due(At(0.95)).ShouldBeEmpty();
        _filter.Due(At(1.8)).ShouldBe([("a", 2L, TimeSpan.FromSeconds(1.8))]);
    }

    [Fact]
    public void A_storm_that_goes_on_is_counted_once_a_second()
    {
        Fill("a");
        var counts = new List<long>();
        for (var i = 1; i <= 50; i++)
        {
            _filter.Admit("a", At(i / 10.0)).ShouldBeFalse();
            counts.AddRange(_filter.Due(At(i / 10.0)).Select(one => one.Held));
        }

        counts.ShouldBe([10, 10, 10, 10, 10]);
    }

    [Fact]
    public void After_a_quiet_second_they_are_shown_again()
    {
        Fill("a");
        _filter.Admit("a", At(0.5));
        _filter.Due(At(1)).Single().Held.ShouldBe(1);
        _filter.Due(At(2)).ShouldBeEmpty();
        Fill("a", 2.1);
    }

    [Fact]
    public void Seldom_failures_are_all_shown()
    {
        for (var i = 0; i < 50; i++)
        {
            _filter.Admit("a", At(i * 0.5)).ShouldBeTrue();
        }

        _filter.Due(At(30), all: true).ShouldBeEmpty();
    }

    [Fact]
    public void At_the_end_nothing_stays_untold()
    {
        Fill("a");
        _filter.Admit("a", At(0.1));
        _filter.Due(At(0.2), all: true).Single().Held.ShouldBe(1);
        _filter.Due(At(0.2), all: true).ShouldBeEmpty();
    }
}
