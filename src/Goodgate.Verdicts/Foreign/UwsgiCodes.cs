using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Messages of uWSGI, each under a short name. Source: unbit/uwsgi core/master_utils.c, core/uwsgi.c, core/writer.c.</summary>
internal static class UwsgiCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("worker-died", CauseIds.WorkerCrashed, "'DAMN ! worker N (pid: P) died, killed by signal S :( trying respawn ...'",
            "signal 9 after HARAKIRI is worker-killed-by-timeout; signal 9 alone is usually memory"),
        Of("worker-died-no-signal", CauseIds.WorkerCrashed, "'DAMN ! worker N (pid: P) died :( trying respawn ...'"),
        Of("segfault", CauseIds.WorkerCrashed, "'!!! uWSGI process P got Segmentation Fault !!!'"),
        Of("harakiri", CauseIds.WorkerKilledByTimeout, "'*** HARAKIRI ON WORKER N': a request took longer than harakiri allows"),
        Of("listen-queue-full", CauseIds.ListenQueueFull, "'uWSGI listen queue of socket X full !!! (n/n)'"),
        Of("no-python-application", CauseIds.WorkerCrashed, "'no python application found, check your startup logs': the application could not be loaded (500)"),
        Of("unable-to-load-app", CauseIds.WorkerCrashed, "'unable to load app N': the application could not be loaded"),
        Of("write-error", CauseIds.ClientAborted, "'uwsgi_response_write_*(): Broken pipe' or 'OSError: write error': the gateway in front has gone",
            "the gateway's own timeout (response-timeout) is the usual reason; its error log decides"),
        Of("memory-reload", CauseIds.WorkerCrashed, "'worker N lifetime reached' or 'evil-reload-on-rss': the worker is replaced for its memory",
            "a planned reload; no request need have failed"),
        Of("full-busy", CauseIds.WorkerPoolExhausted, "'no more workers available' / 'all workers are busy'"),
        Of("answered-5xx", CauseIds.UpstreamSentError, "uWSGI's request log: the application answered with this status itself"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("uwsgi", code, cause, meaning, also, party);
}
