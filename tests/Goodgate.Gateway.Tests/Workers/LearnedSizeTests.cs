using Goodgate.Gateway.Fpm.Status;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

/// <summary>What pages of a pool tell of its size. Each page: workers in all, idle ones, how often the limit was reached.</summary>
public sealed class LearnedSizeTests
{
    private readonly LearnedSize _size = new();

    [Fact]
    public void A_static_pool_has_as_many_as_it_may_have()
    {
        Take("static", 8, 8, 0).ShouldBe(8);
        Take("static", 7, 7, 0).ShouldBe(8, "one has just died");
        Take("static", 4, 4, 0, started: 2).ShouldBe(4, "it was restarted with fewer");
    }

    [Theory]
    [InlineData("dynamic")]
    [InlineData("ondemand")]
    public void Another_tells_it_when_it_has_just_reached_its_limit(string pm)
    {
        Take(pm, 3, 1, 0).ShouldBeNull();
        Take(pm, 5, 0, 0).ShouldBeNull("more may follow");
        Take(pm, 5, 0, 1).ShouldBe(5);
        Take(pm, 2, 2, 1).ShouldBe(5);
        Take(pm, 6, 1, 1).ShouldBeNull("there are more than was thought there could be");
    }

    [Fact]
    public void A_limit_that_was_reached_before_or_between_tells_nothing()
    {
        Take("dynamic", 5, 0, 4).ShouldBeNull("that may have been yesterday");
        Take("dynamic", 5, 2, 5).ShouldBeNull("workers may have been ended since");
        Take("dynamic", 4, 0, 6).ShouldBeNull("there were more");
        Take("dynamic", 5, 0, 0, started: 2).ShouldBeNull();
    }

    private int? Take(string pm, int total, int idle, long reached, long started = 1)
    {
        _size.Take(new PoolStatus { Pool = "www", ProcessControl = pm, Total = total, Idle = idle, MaxChildrenReached = reached, Started = DateTimeOffset.FromUnixTimeSeconds(started) });
        return _size.Workers;
    }
}
