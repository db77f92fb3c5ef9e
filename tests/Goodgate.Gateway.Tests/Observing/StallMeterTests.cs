using System.Net.Sockets;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class StallMeterTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_probe_beyond_five_milliseconds_is_a_stall_with_its_length()
    {
        using var meter = new StallMeter(_clock);
        meter.Answered(TimeSpan.FromMilliseconds(4.9).Ticks);
        meter.Answered(TimeSpan.FromMilliseconds(5).Ticks);
        meter.Answered(TimeSpan.FromMilliseconds(250).Ticks);
        meter.Probes.ShouldBe(3);
        meter.Stalls.ShouldBe(1);
        meter.Seconds.ShouldBe(0.25, 1e-9);
    }

    [Fact]
    public async Task A_byte_comes_back_through_a_socket_thread_with_the_time_it_took()
    {
        var back = new TaskCompletionSource<long>();
        using var probe = new StallProbe(EventLoop.Next, _clock, back.SetResult);
        probe.Send();
        (await back.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0);
    }

    [Fact]
    public async Task Probes_follow_each_other()
    {
        var back = new List<TaskCompletionSource> { new(), new(), new() };
        var next = 0;
        using var probe = new StallProbe(EventLoop.Next, _clock, _ => back[next++].SetResult());
        foreach (var one in back)
        {
            probe.Send();
            await one.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        next.ShouldBe(3);
    }

    [Fact]
    public void With_half_of_its_probes_it_does_not_run()
    {
        using var meter = new StallMeter(_clock);
        meter.Start(Half);
        meter.IsRunning.ShouldBeFalse("a number of half the loops would be a wrong one");

        meter.Start();
        meter.IsRunning.ShouldBeTrue();

        IEnumerable<StallProbe> Half()
        {
            yield return new StallProbe(EventLoop.Next, _clock, meter.Answered);
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        }
    }

    [Fact]
    public void A_stopped_probe_is_silent()
    {
        var probe = new StallProbe(EventLoop.Next, _clock, _ => throw new InvalidOperationException("answered"));
        probe.Dispose();
        Should.NotThrow(probe.Send);
    }
}
