using System.Globalization;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// Asks FPM's log why a worker ended in the middle of a request. From outside a segfault, an OOM kill, <c>request_terminate_timeout</c> and a reload are the same
/// closed connection; FPM writes which it was, a moment later.
/// </summary>
/// <param name="log">FPM's log.</param>
/// <param name="pool">Its pool.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerDeaths(FpmLogFollower log, WorkerPool pool, TimeProvider time)
{
    // The first process is told by the kernel and writes at once; a busy machine takes longer. The visitor waits for a page that says what happened.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(480);

    // In a reload FPM writes no deaths (they are for log_level = debug); its own line must not hide one that is just being written.
    private static readonly TimeSpan PatienceForDeath = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(40);

    // FPM writes when it has heard of the death, after the kernel has closed the worker's connection; whole seconds, of a clock that is read at another moment.
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    // Deaths that were told already: of two in one second the other is meant.
    private const int MostTold = 1000;

    // One reader for all who ask: after a storm of crashes they ask at once.
    private readonly Lock _lock = new();
    private readonly HashSet<(int? Pid, DateTimeOffset Time)> _told = [];
    private long _readAt = long.MinValue;
    private string? _problem;

    /// <summary>The failure, with what the log says of it; as it was when the log says nothing.</summary>
    /// <param name="seen">The failure: a request without its end.</param>
    /// <param name="script">File of the script, as the worker knows it; null when that is not known.</param>
    /// <param name="began">Timestamp of the clock when the attempt began.</param>
    public async ValueTask<Observation> ExplainAsync(Observation seen, string? script, long began)
    {
        var asked = time.GetTimestamp();
        var now = time.GetUtcNow();
        var (since, broke) = (now - time.GetElapsedTime(began, asked), now - Doubt);
        string? problem;
        do
        {
            // Never on the socket's thread: it is a disk.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (Look(seen, script, since, broke, time.GetElapsedTime(asked) >= PatienceForDeath, out problem) is { } told)
            {
                return told;
            }

            await Task.Delay(BetweenLooks, time);
        }
        while (problem is null && time.GetElapsedTime(asked) < Patience);

        var silence = problem ?? string.Create(CultureInfo.InvariantCulture, $"says nothing of a worker's end in the {Patience.TotalMilliseconds:0} ms after it, or of more than one");
        return seen with { Facts = [.. seen.Facts, new Fact("fpm-log", $"{pool.Log}: {silence}")] };
    }

    private Observation? Look(Observation seen, string? script, DateTimeOffset since, DateTimeOffset broke, bool masterToo, out string? problem)
    {
        lock (_lock)
        {
            problem = ReadOnce();

            // All pools have one log. What has no pool is the master's.
            List<FpmEvent> events = [.. log.Since(since).Where(one => one.Pool is null || pool.Name is not { Length: > 0 } name || one.Pool == name)];
            var death = DeathReport.Find([.. events.Where(one => !one.IsDeath || (IsNew(one, broke) && !_told.Contains((one.Pid, one.Time))))], script, Workers(script));
            if (death is null && (!masterToo || DeathReport.Master(events) is null))
            {
                return null;
            }

            Remember(death);
            return DeathReport.Tell(seen, death, events, pool.TerminateTimeout);
        }
    }

    private static bool IsNew(FpmEvent death, DateTimeOffset broke) => death.Time >= broke.AddTicks(-(broke.Ticks % TimeSpan.TicksPerSecond));

    private string? ReadOnce()
    {
        var now = time.GetTimestamp();
        if (_readAt == long.MinValue || time.GetElapsedTime(_readAt, now) >= BetweenLooks / 2)
        {
            (_readAt, _problem) = (now, log.Read());
        }

        return _problem;
    }

    // Those that ran the script when FPM was last asked.
    private HashSet<int> Workers(string? script) =>
        [.. pool.Reading?.Status?.Processes.Where(one => !one.IsIdle && one.Script == script).Select(one => one.Pid) ?? []];

    private void Remember(FpmEvent? death)
    {
        if (death is null)
        {
            return;
        }

        if (_told.Count >= MostTold)
        {
            _told.Clear();
        }

        _told.Add((death.Pid, death.Time));
    }
}
