using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Upstreams;

public sealed class SocketLooksTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ManualClock _time = new();

    [Fact]
    public async Task Whoever_asks_within_a_second_shares_one_look()
    {
        var looked = 0;
        var looks = new SocketLooks((path, _) => [new Fact(path, $"{Interlocked.Increment(ref looked)}")], _time);
        for (var i = 0; i < 100; i++)
        {
            (await looks.FactsAsync("/run/a.sock", Happening.NotFound)).ShouldHaveSingleItem().Value.ShouldBe("1");
        }

        (await looks.FactsAsync("/run/a.sock", Happening.PermissionDenied)).ShouldHaveSingleItem().Value.ShouldBe("2", "another failure has other reasons");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await looks.FactsAsync("/run/a.sock", Happening.PermissionDenied)).ShouldHaveSingleItem().Value.ShouldBe("3");
    }

    [Fact]
    public async Task A_look_that_takes_long_keeps_neither_the_caller_nor_the_next_one()
    {
        using var answers = new ManualResetEventSlim();
        var looked = 0;
        var looks = new SocketLooks(
            (_, _) =>
            {
                Interlocked.Increment(ref looked);
                answers.Wait(Limit);
                return [];
            },
            _time);

        var first = looks.FactsAsync("/run/a.sock", Happening.NotFound);
        first.IsCompleted.ShouldBeFalse("it is the pool that waits");
        _time.Advance(TimeSpan.FromSeconds(2));
        (await first.WaitAsync(Limit)).ShouldBeEmpty();
        var second = looks.FactsAsync("/run/a.sock", Happening.NotFound);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await second.WaitAsync(Limit)).ShouldBeEmpty();
        answers.Set();
        looked.ShouldBeLessThan(2, "a drive that hangs holds one thread");
    }

    [Fact]
    public async Task Other_failures_need_no_look() =>
        (await new SocketLooks((_, _) => throw new InvalidOperationException(), _time).FactsAsync("/run/a.sock", Happening.Refused)).ShouldBeEmpty();
}
