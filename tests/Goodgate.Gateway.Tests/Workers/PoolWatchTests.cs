using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class PoolWatchTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_pool_is_asked_at_once_and_every_period_and_a_defect_does_not_end_it()
    {
        var asked = 0;
        using var signal = new SemaphoreSlim(0);
        using var watch = new PoolWatch(
            _ =>
            {
                signal.Release();
                return ++asked == 2 ? throw new InvalidOperationException("a defect") : Task.FromResult(Reading(1));
            },
            _clock);
        watch.Start();
        watch.Start();
        for (var round = 1; round <= 3; round++)
        {
            (await signal.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
            await _clock.TimersAsync(PoolWatch.Period, 1);
            SpinWait.SpinUntil(() => watch.Last is { } last && (last.Problem == "a defect") == (round == 2), TimeSpan.FromSeconds(60)).ShouldBeTrue();
            _clock.Advance(PoolWatch.Period);
        }
    }

    [Fact]
    public void A_new_start_time_is_a_restart_and_the_first_is_none()
    {
        using var watch = new PoolWatch(_ => Task.FromResult(Reading(1)), _clock);
        watch.Take(Reading(1));
        watch.RestartedAt.ShouldBeNull();
        watch.Take(new PoolReading(0, null, new QueueReading(null, null, "unknown"), "no answer"));
        watch.Last!.Problem.ShouldBe("no answer");
        watch.Take(Reading(1));
        watch.Restarts.ShouldBe(0);
        watch.Take(Reading(2));
        watch.Restarts.ShouldBe(1);
        watch.RestartedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(2));
    }

    [Fact]
    public void The_kernels_count_of_the_queue_goes_before_FPMs()
    {
        Reading(1).Waiting.ShouldBe(0);
        (Reading(1) with { Queue = new QueueReading(7, 128, null) }).Waiting.ShouldBe(7);
    }

    private static PoolReading Reading(long started) =>
        new(0, new PoolStatus { Pool = "www", Total = 2, Started = DateTimeOffset.FromUnixTimeSeconds(started) }, new QueueReading(null, null, "unknown"), null);
}
