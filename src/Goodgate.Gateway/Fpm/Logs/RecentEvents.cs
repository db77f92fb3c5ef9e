namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// What FPM's log told of late, read once for all who want to know it at the same time: one reader, 25 times a second at most, however many requests have failed.
/// Nothing is held while it reads; a disk that does not answer keeps one thread.
/// </summary>
/// <param name="readOn">Reads what was written since it was called last.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentEvents(Func<DateTimeOffset, LogReading> readOn, TimeProvider time)
{
    /// <summary>Time between two looks. FPM's first process is told by the kernel and writes at once; a busy machine takes longer.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(40);

    // A reload is told when it begins; process_control_timeout later it ends those that still run.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    // Deaths of some seconds in a storm of them.
    private const int Most = 2000;

    private static readonly FpmEventKind[] Telling =
        [FpmEventKind.Killed, FpmEventKind.Exited, FpmEventKind.TimedOut, FpmEventKind.Reloading, FpmEventKind.Stopping, FpmEventKind.CrashStorm];

    private readonly Lock _lock = new();
    private Task<LogReading>? _look;
    private FpmEvent[] _events = [];
    private long? _looked;

    /// <summary>The next look: the one that is under way, or soon will be; a new one when there is none. What was written just before the call may be missing.</summary>
    public Task<LogReading> LookAsync()
    {
        lock (_lock)
        {
            return _look is { IsCompleted: false } ? _look : _look = Task.Run(ReadAsync);
        }
    }

    // One at a time: the next is begun when it has ended.
    private async Task<LogReading> ReadAsync()
    {
        if (_looked is { } last && BetweenLooks - time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time);
        }

        var oldest = time.GetUtcNow() - Kept;
        var read = readOn(oldest);
        _looked = time.GetTimestamp();
        if (read.Events.Count > 0 || (_events.Length > 0 && _events[0].Time < oldest))
        {
            _events = [.. _events.Concat(read.Events.Where(one => Telling.Contains(one.Kind))).Where(one => one.Time >= oldest).TakeLast(Most)];
        }

        return new LogReading(_events, read.Problem);
    }
}
