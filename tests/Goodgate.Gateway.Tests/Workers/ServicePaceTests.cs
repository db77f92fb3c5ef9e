using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class ServicePaceTests
{
    private readonly ServicePace _pace = new();

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 2.1)]
    [InlineData(199, 20)]
    public void A_wait_is_the_share_of_those_ahead_times_what_one_takes(int ahead, double seconds)
    {
        _pace.Add(TimeSpan.FromSeconds(2), 20);
        _pace.Wait(ahead, 20).TotalSeconds.ShouldBe(seconds, 0.001);
    }

    [Fact]
    public void Nothing_is_said_before_anything_is_known() => _pace.Wait(1000, 20).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Nobody_waits_where_the_workers_are_not_known()
    {
        _pace.Add(TimeSpan.FromSeconds(2), 0);
        _pace.Wait(1000, 0).ShouldBe(TimeSpan.Zero);
    }

    // A slow page that is over is forgotten within a few rounds of all workers.
    [Fact]
    public void The_past_fades()
    {
        _pace.Add(TimeSpan.FromSeconds(90), 20);
        for (var request = 0; request < 100; request++)
        {
            _pace.Add(TimeSpan.FromSeconds(1), 20);
        }

        _pace.Wait(20, 20).TotalSeconds.ShouldBeInRange(1, 2);
    }
}
