namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// Enforces the limits of time of many connections with one timer. A connection writes its deadline into a field (no timer, no allocation per
/// wait); the watch looks at all of them every period, so a limit fires at most that much late.
/// </summary>
public sealed class Watch : IDisposable
{
    /// <summary>Time between two looks at upstream connections: 1,000 connections cost about 0.1 ms of CPU per second.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private readonly List<Deadline> _deadlines = [];
    private readonly ITimer _timer;
    private Deadline[] _snapshot = [];
    private bool _changed;

    /// <param name="time">Clock.</param>
    /// <param name="period">Time between two looks; <see cref="Period"/> when left out.</param>
    public Watch(TimeProvider time, TimeSpan? period = null)
    {
        Time = time;
        var every = period ?? Period;
        _timer = time.CreateTimer(_ => Look(), null, every, every);
    }

    /// <summary>
    /// Timestamp at which a wait that begins now has lasted so long; 0 = no limit. It counts from the clock, never from the last look, which would save
    /// 20 ns: after a pause of the whole process (a frozen container, a machine moved) that is long ago, and all who waited meanwhile would be told that
    /// their server took too long.
    /// </summary>
    public long Due(TimeSpan limit) => limit <= TimeSpan.Zero ? 0 : Time.GetTimestamp() + Ticks(limit);

    /// <summary>The clock of all limits.</summary>
    public TimeProvider Time { get; }

    /// <summary>Connections watched.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _deadlines.Count;
            }
        }
    }

    internal void Add(Deadline deadline)
    {
        lock (_lock)
        {
            deadline.Index = _deadlines.Count;
            _deadlines.Add(deadline);
            _changed = true;
        }
    }

    internal void Remove(Deadline deadline)
    {
        lock (_lock)
        {
            if (deadline.Index < 0)
            {
                return;
            }

            var last = _deadlines[^1];
            _deadlines[deadline.Index] = last;
            last.Index = deadline.Index;
            _deadlines.RemoveAt(_deadlines.Count - 1);
            deadline.Index = -1;
            _changed = true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Time.TimestampFrequency);

    private void Look()
    {
        lock (_lock)
        {
            if (_changed)
            {
                _snapshot = [.. _deadlines];
                _changed = false;
            }
        }

        var now = Time.GetTimestamp();
        foreach (var deadline in _snapshot)
        {
            deadline.FireIfDue(now);
        }
    }
}
