using System.Net.Sockets;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>
/// Measures how long an event waits for its event loop. What waited for a socket goes on there
/// (docs/decisions/0010-event-loop.md), so whatever blocks one of them blocks all connections it serves. Every 100 ms a byte is sent to
/// a loopback socket on each loop; the time until our code runs for it is what any connection of that loop would have waited. It costs
/// traffic nothing, and sees everything that holds up a thread: blocking code of any part of the process, garbage collections, too little CPU.
/// It is a sample: a stall shorter than 100 ms may fall between two probes, so the ratio of stalls to probes is the measure, not their number.
/// </summary>
public sealed class StallMeter : IDisposable
{
    /// <summary>A probe that waited longer is a stall.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(5);

    // 10 probes a second and thread cost about 0.02 % of a core.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly List<StallProbe> _probes = [];
    private ITimer? _timer;
    private long _answered;
    private long _stalls;
    private long _stalledTicks;

    public StallMeter(TimeProvider time) => _time = time;

    /// <summary>False where loopback sockets cannot be had: then there are no numbers rather than wrong ones.</summary>
    public bool IsRunning => _timer is not null;

    /// <summary>Probes that came back.</summary>
    public long Probes => Volatile.Read(ref _answered);

    /// <summary>Probes that waited longer than <see cref="Limit"/>.</summary>
    public long Stalls => Volatile.Read(ref _stalls);

    /// <summary>Seconds those waited.</summary>
    public double Seconds => (double)Volatile.Read(ref _stalledTicks) / _time.TimestampFrequency;

    /// <summary>Starts to probe.</summary>
    public void Start() => Start(() => EventLoop.All.Select(loop => new StallProbe(loop, _time, Answered)));

    /// <summary>Starts to probe.</summary>
    /// <param name="make">Makes the probes, one after the other; throws a <see cref="SocketException"/> where one cannot be had.</param>
    internal void Start(Func<IEnumerable<StallProbe>> make)
    {
        try
        {
            foreach (var probe in make())
            {
                _probes.Add(probe);
            }
        }
        catch (SocketException)
        {
            DisposeProbes();
            _probes.Clear();
            return;
        }

        _timer = _time.CreateTimer(_ => _probes.ForEach(probe => probe.Send()), null, Period, Period);
    }

    /// <summary>A probe came back.</summary>
    /// <param name="ticks">Timestamp ticks it waited.</param>
    public void Answered(long ticks)
    {
        Interlocked.Increment(ref _answered);
        if (ticks > Limit.TotalSeconds * _time.TimestampFrequency)
        {
            Interlocked.Increment(ref _stalls);
            Interlocked.Add(ref _stalledTicks, ticks);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
        DisposeProbes();
    }

    private void DisposeProbes()
    {
        foreach (var probe in _probes)
        {
            probe.Dispose();
        }
    }
}
