using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Upstreams;

public sealed class RetryBudgetTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(0, 10)]
    [InlineData(49, 10)]
    [InlineData(50, 10)]
    [InlineData(55, 11)]
    [InlineData(1000, 200)]
    public void A_fifth_of_the_requests_and_at_least_ten(int requests, int allowed)
    {
        var budget = Counted(requests);

        Spent(budget).ShouldBe(allowed);
    }

    [Fact]
    public void Requests_count_for_ten_seconds()
    {
        var budget = Counted(1000);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Spent(budget).ShouldBe(200);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Spent(budget).ShouldBe(0, "the requests are forgotten, what was spent on them a second ago is not");
        _clock.Advance(TimeSpan.FromSeconds(9));
        Spent(budget).ShouldBe(10);
    }

    [Fact]
    public void A_long_silence_forgets_everything()
    {
        var budget = Counted(1000);
        Spent(budget).ShouldBe(200);

        _clock.Advance(TimeSpan.FromDays(10));

        Spent(budget).ShouldBe(10);
    }

    [Fact]
    public void Steady_traffic_has_steady_retries()
    {
        var budget = new RetryBudget(_clock);
        var spent = 0;
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 100; i++)
            {
                budget.Count(_clock.GetTimestamp());
                spent += budget.TrySpend() ? 1 : 0;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        spent.ShouldBeInRange((int)(6000 * 0.15), (int)(6000 * 0.21));
    }

    private RetryBudget Counted(int requests)
    {
        var budget = new RetryBudget(_clock);
        for (var i = 0; i < requests; i++)
        {
            budget.Count(_clock.GetTimestamp());
        }

        return budget;
    }

    private static int Spent(RetryBudget budget)
    {
        var spent = 0;
        while (budget.TrySpend())
        {
            spent++;
        }

        return spent;
    }
}
