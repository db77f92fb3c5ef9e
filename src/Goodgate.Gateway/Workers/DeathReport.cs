using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>Which line of FPM's log tells of a request that was cut short, and what it means.</summary>
internal static class DeathReport
{
    /// <summary>The death that is meant; null when there is none, or when several could be.</summary>
    /// <param name="events">Events since the request began, those told already left out.</param>
    /// <param name="script">File of the script; null when not known.</param>
    /// <param name="workers">Workers that were seen to run it.</param>
    public static FpmEvent? Find(IReadOnlyList<FpmEvent> events, string? script, IReadOnlySet<int> workers)
    {
        // A worker that has served pm.max_requests ends by itself, with code 0, when its request is complete: that is no reason for one that is not.
        // A limit of time names the script with the worker: that of another one is another request's.
        var deaths = events.Where(one => one is { IsDeath: true, ExitCode: not 0 } && (TimeLimit(events, one.Pid)?.Script is not { } told || told == script)).ToList();
        if (deaths.Count > 1)
        {
            // The status page knows those that ran for a while.
            var ours = deaths.Where(one => TimeLimit(events, one.Pid) is not null || (one.Pid is { } pid && workers.Contains(pid))).ToList();
            deaths = ours.Count > 0 ? ours : deaths;
        }

        return deaths.Count == 1 ? FpmLogTail.DeathOf([.. events.Where(one => !one.IsDeath || one == deaths[0])], deaths[0].Pid) : null;
    }

    /// <summary>The failure with its reason.</summary>
    /// <param name="seen">As seen from outside.</param>
    /// <param name="death">The death; null when only the master's doing is known.</param>
    /// <param name="events">All events since the request began.</param>
    /// <param name="limit"><c>request_terminate_timeout</c>; null when not known.</param>
    public static Observation Tell(Observation seen, FpmEvent? death, IReadOnlyList<FpmEvent> events, string? limit)
    {
        var timeLimit = death is null ? null : TimeLimit(events, death.Pid);
        var line = timeLimit ?? (death is null ? Master(events) : death);
        List<Fact> facts = [.. seen.Facts, new Fact("fpm-log", line?.Line ?? "")];
        if (timeLimit is not null)
        {
            return seen with
            {
                Happening = Happening.WorkerTimedOut,
                Violation = null,
                Limit = limit is null ? null : new LimitFact("request_terminate_timeout", limit),
                Elapsed = timeLimit.Lasted ?? seen.Elapsed,
                Facts = facts,
                Detail = $"PHP-FPM ended worker {timeLimit.Pid} (request_terminate_timeout)",
            };
        }

        if (Master(events) is { } master)
        {
            var what = master.Kind switch { FpmEventKind.Reloading => "reload", FpmEventKind.Stopping => "stop", _ => "emergency restart" };
            return seen with { Facts = [.. facts, new Fact(FactNames.PoolEvent, what)] };
        }

        facts.AddRange(death?.Signal is { } signal ? [new Fact(FactNames.Signal, $"{signal}")] : death?.ExitCode is { } code ? [new Fact("exit-code", $"{code}")] : []);
        return seen with { Facts = facts, Detail = death?.SignalName is { } name ? $"{name}, worker {death.Pid}" : $"worker {death?.Pid} exited with code {death?.ExitCode}" };
    }

    /// <summary>What FPM did as a whole that ends workers: a reload, a stop (SIGQUIT, then SIGTERM, then SIGKILL); null when nothing.</summary>
    public static FpmEvent? Master(IReadOnlyList<FpmEvent> events) => events.LastOrDefault(one => one.Kind is FpmEventKind.Reloading or FpmEventKind.Stopping or FpmEventKind.CrashStorm);

    private static FpmEvent? TimeLimit(IReadOnlyList<FpmEvent> events, int? pid) => events.LastOrDefault(one => one.Kind == FpmEventKind.TimedOut && one.Pid == pid);
}
