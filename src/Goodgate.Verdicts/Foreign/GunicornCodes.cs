using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Messages of gunicorn, each under a short name. Source: benoitc/gunicorn gunicorn/arbiter.py, workers/*.py.</summary>
internal static class GunicornCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("worker-timeout", CauseIds.WorkerKilledByTimeout, "'[CRITICAL] WORKER TIMEOUT (pid:N)': the worker did not report within --timeout (30 s) and is killed"),
        Of("worker-sigkill", CauseIds.WorkerCrashed, "'Worker (pid:N) was sent SIGKILL! Perhaps out of memory?'",
            "after a WORKER TIMEOUT of the same pid it is worker-killed-by-timeout; the kernel's log decides", Party.Hosting),
        Of("worker-sigsegv", CauseIds.WorkerCrashed, "'Worker (pid:N) was sent SIGSEGV!' or another deadly signal"),
        Of("worker-sigterm", CauseIds.WorkerKilledByTimeout, "'Worker (pid:N) was sent SIGTERM!'",
            "a reload or stop; a WORKER TIMEOUT just before decides"),
        Of("worker-exited", CauseIds.WorkerCrashed, "'Worker (pid:N) exited with code C'"),
        Of("worker-failed-to-boot", CauseIds.WorkerCrashed, "'Worker failed to boot': the application could not be loaded"),
        Of("app-load-failed", CauseIds.WorkerCrashed, "'App failed to load' or 'Exception in worker process'"),
        Of("connection-in-use", CauseIds.ConnectRefused, "'Connection in use' / 'Can't connect to ADDRESS': this gunicorn cannot listen and does not start"),
        Of("error-handling-request", CauseIds.ApplicationScriptError, "'Error handling request /path': the application threw an exception (500)"),
        Of("client-disconnected", CauseIds.ClientAborted, "'Ignoring EPIPE' or 'Ignoring connection reset': the client, or the gateway in front, left"),
        Of("database-refused", CauseIds.DatabaseDown, "an application in Python cannot reach its database: 'redis ... Error 111 connecting to', 'psycopg2.OperationalError', \"Can't connect to MySQL server\"",
            "the name or the port is wrong; the database's own log decides"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("gunicorn", code, cause, meaning, also, party);
}
