using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>Which line of FPM's log tells of a request that was cut short, and what it means.</summary>
internal static class DeathReport
{
    // As many as a sentence has room for.
    private const int MostListed = 3;

    /// <summary>The deaths that may be the request's, in the order of the log: those known to be of its script, else those of which nothing is known.</summary>
    /// <param name="events">Events of its pool, those told already left out.</param>
    /// <param name="request">The request.</param>
    /// <param name="workers">Workers that were seen to run its script.</param>
    public static (List<FoundDeath> Deaths, bool Named) Find(IReadOnlyList<FpmEvent> events, CutRequest request, IReadOnlySet<int> workers)
    {
        var limits = TimeLimits(events, request);
        List<FoundDeath> unnamed = [];
        List<FoundDeath> named = [];
        foreach (var death in events.Where(one => one.IsDeath))
        {
            // A limit of time names the script with the worker; the status page knows those that ran for a while.
            var limit = death.Pid is { } pid ? limits.GetValueOrDefault(pid) : null;
            var runs = request.Runs(limit?.Script);
            if (runs == false || death.Time < (runs == true ? request.NamedSince : request.DeathSince))
            {
                continue;
            }

            var isNamed = runs == true || (limit is null && workers.Contains(death.Pid ?? 0));
            (isNamed ? named : unnamed).Add(new FoundDeath(death, limit, 1));
        }

        return named.Count > 0 ? (named, true) : (unnamed, false);
    }

    /// <summary>The first, when all are alike: of several that ended the same way the reason is known, although not which of them it was. A storm of segfaults is one of segfaults.</summary>
    public static FoundDeath? Alike(List<FoundDeath> deaths) =>
        deaths is [var first, ..] && deaths.TrueForAll(one => AreAlike(one, first)) ? first with { Alike = deaths.Count } : null;

    /// <summary>Which workers ended and how, for somebody who cannot be told which of them was his: <c>3613 by SIGSEGV, 7127 by SIGKILL</c>.</summary>
    public static string Listed(List<FoundDeath> deaths) => string.Join(
        ", ",
        deaths.Take(MostListed).Select(one => $"{one.Death.Pid} by {(one.TimeLimit is not null ? "request_terminate_timeout" : one.Death.SignalName?.Split(' ')[0] ?? $"exit code {one.Death.ExitCode}")}"))
        + (deaths.Count > MostListed ? $" and {deaths.Count - MostListed} more" : "");

    /// <summary>The failure with its reason.</summary>
    /// <param name="seen">As seen from outside.</param>
    /// <param name="found">The death; null when only the master's doing is known.</param>
    /// <param name="master">What FPM did as a whole since the request began; null when nothing.</param>
    /// <param name="limit"><c>request_terminate_timeout</c>; null when not known.</param>
    public static Observation Tell(Observation seen, FoundDeath? found, FpmEvent? master, string? limit)
    {
        var worker = found switch
        {
            null => "",
            { Then: not null } => $"worker {found.Death.Pid}, by the order in which they ended",
            { Alike: 1 } => $"worker {found.Death.Pid}",
            _ => $"one of {found.Alike} workers that ended so at the time",
        };
        if (found?.TimeLimit is { } timeLimit)
        {
            return seen with
            {
                Happening = Happening.WorkerTimedOut,
                Violation = null,
                Limit = limit is null ? null : new LimitFact("request_terminate_timeout", limit),
                Elapsed = timeLimit.Lasted ?? seen.Elapsed,
                Facts = With(seen, timeLimit),
                Detail = $"PHP-FPM ended {worker} (request_terminate_timeout)",
            };
        }

        if (master is not null && found is null or { MayBeOfMaster: true })
        {
            var what = master!.Kind switch { FpmEventKind.Reloading => "reload", FpmEventKind.Stopping => "stop", _ => "emergency restart" };
            return seen with { Facts = [.. With(seen, found?.Death ?? master), new Fact(FactNames.PoolEvent, what)] };
        }

        if (found?.Then is { } then)
        {
            seen = seen with { Facts = [.. seen.Facts, new Fact(FactNames.DeathsThen, then)] };
        }

        return found?.Death switch
        {
            { Signal: { } signal } death => seen with { Facts = [.. With(seen, death), new Fact(FactNames.Signal, $"{signal}")], Detail = $"{death.SignalName}, {worker}" },
            { ExitCode: { } code } death => seen with { Facts = [.. With(seen, death), new Fact("exit-code", $"{code}")], Detail = $"{worker} exited with code {code}" },
            _ => seen,
        };
    }

    /// <summary>What FPM did as a whole that ends workers: a reload, a stop (SIGQUIT, then SIGTERM, then SIGKILL); null when nothing.</summary>
    public static FpmEvent? Master(IReadOnlyList<FpmEvent> events, CutRequest request) =>
        events.LastOrDefault(one => one.Kind is FpmEventKind.Reloading or FpmEventKind.Stopping or FpmEventKind.CrashStorm && one.Time >= request.NamedSince);

    private static List<Fact> With(Observation seen, FpmEvent told) => [.. seen.Facts, new Fact("fpm-log", told.Line ?? "")];

    private static Dictionary<int, FpmEvent> TimeLimits(IReadOnlyList<FpmEvent> events, CutRequest request)
    {
        var limits = new Dictionary<int, FpmEvent>();
        foreach (var one in events.Where(one => one.Kind == FpmEventKind.TimedOut && one.Time >= request.NamedSince))
        {
            limits[one.Pid ?? 0] = one;
        }

        return limits;
    }

    private static bool AreAlike(FoundDeath one, FoundDeath other) =>
        (one.Death.Pool, one.Death.Signal, one.Death.ExitCode, one.TimeLimit is null) == (other.Death.Pool, other.Death.Signal, other.Death.ExitCode, other.TimeLimit is null);
}
