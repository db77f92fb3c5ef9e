using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>What becomes of the processes behind the server: PHP-FPM, gunicorn, application pools.</summary>
internal static class WorkerRules
{
    private const string Kill = "9";
    private const string Terminate = "15";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("workers-given-up", On(Happening.WorkersExhausted).If(seen => Signs.Fact(seen, FactNames.GivenUp) is not null), CauseIds.WorkerPoolExhausted, Confidence.Certain,
            seen => $"clients gave up on this page, and half of the workers still run it: it gets no more until one of them has ended{Detail(seen)}"),
        new("workers-exhausted", On(Happening.WorkersExhausted), CauseIds.WorkerPoolExhausted, Confidence.Certain,
            seen => $"every worker is busy and no more may start{FactIf(seen, FactNames.Pool, "pool")}{Limit(seen)}{Detail(seen)}"),

        new("worker-reloaded", On(Happening.WorkerCrashed).If(seen => Signs.Fact(seen, FactNames.PoolEvent) is not null), CauseIds.WorkerCrashed, Confidence.Certain,
            seen => $"a {Short(Signs.Fact(seen, FactNames.PoolEvent))} of PHP-FPM ended the worker in the middle of the request{After(seen)}{Where(seen)};"
                + " process_control_timeout gives workers time to finish",
            Party.Operator),

        // SIGKILL leaves no trace of its sender; the kernel's out-of-memory killer is the usual one.
        new("worker-killed", On(Happening.WorkerCrashed).If(seen => SignalIs(seen, Kill)), CauseIds.WorkerCrashed, Confidence.Likely,
            seen => $"a worker was killed (SIGKILL){Where(seen)}: out of memory is the usual reason; the kernel log says (Out of memory: Killed process)",
            Party.Hosting),
        new("worker-terminated", On(Happening.WorkerCrashed).If(seen => SignalIs(seen, Terminate)), CauseIds.WorkerKilledByTimeout, Confidence.Likely,
            seen => $"a worker was ended on request (SIGTERM){Where(seen)}: its own time limit, or a reload"),
        // FPM's log names process and signal, never the request. Of several that ended at the time, some in other ways, which had this one is known by their order at most.
        new("worker-crashed-in-turn", On(Happening.WorkerCrashed).If(seen => Signs.Fact(seen, FactNames.Signal) is not null && Signs.Fact(seen, FactNames.DeathsThen) is not null),
            CauseIds.WorkerCrashed, Confidence.Likely, seen => $"a worker died{FactIf(seen, FactNames.Signal, "signal")}{Where(seen)}"),
        new("workers-died-together", On(Happening.WorkerCrashed).If(seen => Signs.Fact(seen, FactNames.DeathsThen) is not null), CauseIds.WorkerCrashed, Confidence.Likely,
            seen => $"a worker of {Server(seen)} ended in the middle of the request{After(seen)}{FactIf(seen, FactNames.Script, "script")}; at that time several did:"
                + $" {Short(Signs.Fact(seen, FactNames.DeathsThen))}; which of them had this request PHP-FPM does not say"),
        // FastCGI ends each request with a record of its own. A process that dies sends none, whatever killed it: only its own log tells.
        new("worker-gone", On(Happening.WorkerCrashed).If(seen => seen.Source == Source.Gateway && Signs.Fact(seen, FactNames.Signal) is null), CauseIds.WorkerCrashed,
            Confidence.Likely,
            seen => $"the worker of {Server(seen)} ended in the middle of the request{After(seen)}{Where(seen)}; it crashed, was killed (memory, request_terminate_timeout),"
                + " or its pool was stopped"),
        new("worker-crashed", On(Happening.WorkerCrashed), CauseIds.WorkerCrashed, Confidence.Certain,
            seen => $"a worker died{FactIf(seen, FactNames.Signal, "signal")}{Where(seen)}"),

        new("worker-timed-out", On(Happening.WorkerTimedOut), CauseIds.WorkerKilledByTimeout, Confidence.Certain,
            seen => $"a worker was ended by its own time limit{Limit(seen)}{After(seen)}{Where(seen)}"),
        new("script-not-found", On(Happening.ScriptFailed).If(seen => Signs.Fact(seen, FactNames.Errors)?.Contains("rimary script", StringComparison.Ordinal) == true),
            CauseIds.ApplicationScriptError, Confidence.Certain,
            seen => $"PHP-FPM cannot run the script{Detail(seen)}", Party.Operator),
        // PHP's own 500 for a fatal error: the client got PHP's answer, and the message says what broke.
        new("script-failed-and-answered", On(Happening.ScriptFailed).If(seen => seen.UpstreamStatus >= 500), CauseIds.ApplicationScriptError, Confidence.Certain,
            seen => $"the script failed, and its runtime answered with {seen.UpstreamStatus}{Where(seen)}"),
        new("script-failed", On(Happening.ScriptFailed), CauseIds.ApplicationScriptError, Confidence.Certain,
            seen => $"the script or handler failed{Where(seen)}"),
        new("database-failed", On(Happening.DatabaseFailed), CauseIds.DatabaseDown, Confidence.Certain,
            seen => $"the application says its database does not answer{Detail(seen)}"),
    ];

    private static bool SignalIs(Observation seen, string number) => Signs.Fact(seen, FactNames.Signal) == number;

    private static string Limit(Observation seen) => seen.Limit is { } limit ? $" ({Short(limit.Setting)} = {Short(limit.Value)})" : "";

    private static string Where(Observation seen) =>
        $"{FactIf(seen, FactNames.Pool, "pool")}{FactIf(seen, FactNames.Script, "script")}{Detail(seen)}";
}
