using Goodgate.Gateway.Data;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Workers;

/// <summary>Asks a pool again and again how it is, and remembers the last answer and the last restart.</summary>
/// <param name="ask">Asks once; bounded in time. What it throws is the answer of that round.</param>
/// <param name="time">The clock.</param>
internal sealed class PoolWatch(Func<CancellationToken, Task<PoolReading>> ask, TimeProvider time) : IDisposable
{
    /// <summary>Time between two questions: each costs a worker about a millisecond.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private PoolReading? _last;
    private PoolStatus? _lastStatus;
    private long _restarts;
    private long _restartedAt;
    private int _started;

    /// <summary>The last answer, or why there was none; null before the first.</summary>
    public PoolReading? Last => Volatile.Read(ref _last);

    /// <summary>How often FPM was restarted or reloaded while it was watched.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>When that was last; null when it never was.</summary>
    public DateTimeOffset? RestartedAt => Volatile.Read(ref _restartedAt) is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Called with each status page, on the thread pool.</summary>
    public Action<PoolStatus>? Seen { get; set; }

    /// <summary>Begins; once.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            // On the pool: reading a page of 10,000 workers is nothing for a thread that carries traffic.
            _ = Task.Run(LoopAsync, CancellationToken.None);
        }
    }

    public void Dispose() => _stop.Cancel();

    private async Task LoopAsync()
    {
        using var rounds = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await LookAsync();
            }
            while (await rounds.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The upstream is gone.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            Take(await ask(_stop.Token));
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            // Whatever fails must not end the watch: the next question may succeed.
            Volatile.Write(ref _last, new PoolReading(time.GetTimestamp(), null, QueueReading.NotKnown("it was not asked"), FileTrouble.Reason(e)));
        }
    }

    /// <summary>Takes one answer.</summary>
    internal void Take(PoolReading reading)
    {
        Volatile.Write(ref _last, reading);
        if (reading.Status is not { } status)
        {
            return;
        }

        if (_lastStatus is { Started: { } before } && status.Started is { } started && started != before)
        {
            Volatile.Write(ref _restartedAt, started.ToUnixTimeSeconds());
            Interlocked.Increment(ref _restarts);
        }

        _lastStatus = status;
        Seen?.Invoke(status);
    }
}
