using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>PHP-FPM's log, each message under a short name. Source: php-src sapi/fpm/fpm, strings of php-fpm 8.2; seen on 8.2.35.</summary>
internal static class PhpFpmCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("max-children", CauseIds.WorkerPoolExhausted, "'server reached pm.max_children setting (N), consider raising it'; written once per episode"),
        Of("process-max", CauseIds.WorkerPoolExhausted, "'The maximum number of processes has been reached' (process.max)"),
        Of("seems-busy", CauseIds.WorkerPoolExhausted, "'seems busy ..., spawning N children': an early sign",
            "no request need have failed; max-children would follow"),
        Of("exited-on-signal-9", CauseIds.WorkerCrashed, "'child N exited on signal 9 (SIGKILL)': usually memory",
            "killed by hand; the kernel's 'Out of memory: Killed process' decides", Party.Hosting),
        Of("exited-on-signal-11", CauseIds.WorkerCrashed, "'child N exited on signal 11 (SIGSEGV)': an extension or opcache"),
        Of("exited-on-signal-7", CauseIds.WorkerCrashed, "'child N exited on signal 7 (SIGBUS)'"),
        Of("exited-on-signal-6", CauseIds.WorkerCrashed, "'child N exited on signal 6 (SIGABRT)'"),
        Of("exited-on-signal-8", CauseIds.WorkerCrashed, "'child N exited on signal 8 (SIGFPE)'"),
        Of("exited-on-signal-4", CauseIds.WorkerCrashed, "'child N exited on signal 4 (SIGILL)'"),
        Of("exited-on-signal-15", CauseIds.WorkerKilledByTimeout, "'child N exited on signal 15 (SIGTERM)'",
            "a reload or stop; a line 'execution timed out' just before decides"),
        Of("exited-with-code", CauseIds.WorkerCrashed, "'child N exited with code C'"),
        Of("execution-timed-out", CauseIds.WorkerKilledByTimeout, "'execution timed out (T sec), terminating' (request_terminate_timeout)"),
        Of("executing-too-slow", CauseIds.ResponseTimeout, "'executing too slow (T sec), logging' (request_slowlog_timeout)",
            "only a slow request; the gateway's timeout need not have run out"),
        Of("failed-processes-threshold", CauseIds.WorkerCrashed, "'failed processes threshold (N in T sec) is reached, initiating reload'"),
        Of("said-into-stderr", CauseIds.ApplicationScriptError, "'child N said into stderr': output of the script",
            "a warning beside a good response is no failure"),
        Of("unable-to-bind", CauseIds.ConnectRefused, "'unable to bind listening socket for address': PHP-FPM does not start"),
        Of("already-listening", CauseIds.ConnectRefused, "'Another FPM instance seems to already listen on': this one does not start"),
        Of("fork-failed", CauseIds.WorkerPoolExhausted, "'fork() failed': no memory or process left for another child"),
        Of("terminating", CauseIds.ConnectRefused, "'Terminating ...', 'exiting, bye-bye!': stopped or restarting", "with a Unix socket: socket-missing"),
        Of("primary-script-unknown", CauseIds.ApplicationScriptError, "'Primary script unknown': SCRIPT_FILENAME is no file for PHP-FPM (404)"),
        Of("exited-on-signal", CauseIds.WorkerCrashed, "'child N exited on signal S' of another deadly kind",
            "SIGUSR1 and SIGUSR2 are meant for the master: sent to every process, by a rotation of logs for one, they end the requests of the children"),
        Of("access-500", CauseIds.ApplicationScriptError, "FPM's access log: the script ended with 500: a fatal error, or it set the status itself",
            "PHP's error log at that second decides"),
        Of("access-5xx", CauseIds.UpstreamSentError, "FPM's access log: the script answered with this status itself (503 is often the maintenance mode of WordPress)"),
        Of("too-many-open-files", CauseIds.GatewayOutOfResources, "'failed to accept/open: Too many open files' (rlimit_files)"),
        Of("slowlog-failed", CauseIds.GatewayMisconfigured, "'unable to open slowlog' or another file: PHP-FPM does not start"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("php-fpm", code, cause, meaning, also, party);
}
