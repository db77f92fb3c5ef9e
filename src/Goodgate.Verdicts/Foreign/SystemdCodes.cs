using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Lines of systemd about a service that ended. Source: systemd src/core/service.c, unit.c.</summary>
internal static class SystemdCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("oom-kill", CauseIds.WorkerCrashed, "'Failed with result 'oom-kill'' or 'A process of this unit has been killed by the OOM killer'", party: Party.Hosting),
        Of("killed", CauseIds.WorkerCrashed, "'Main process exited, code=killed, status=N/SIG'", "status=15/TERM is a stop; 9/KILL is usually memory"),
        Of("dumped", CauseIds.WorkerCrashed, "'Main process exited, code=dumped, status=N/SIG': it crashed and left a core"),
        Of("exited", CauseIds.WorkerCrashed, "'Main process exited, code=exited, status=N/...' with a status other than 0"),
        Of("failed", CauseIds.WorkerCrashed, "'Failed with result': the service is down", "the line before it says how its process ended"),
        Of("timeout", CauseIds.WorkerKilledByTimeout, "'start operation timed out' or 'Failed with result 'timeout'': systemd ended it"),
        Of("watchdog", CauseIds.WorkerKilledByTimeout, "'Watchdog timeout': the service did not report and was ended"),
        Of("start-limit", CauseIds.ConnectRefused, "'Start request repeated too quickly': systemd gave the service up; nobody listens"),
        Of("failed-to-start", CauseIds.ConnectRefused, "'Failed to start UNIT': nobody listens", "the unit's own log says why"),
        Of("tasks-max", CauseIds.GatewayOutOfResources, "'fork failed' by the limit of tasks (TasksMax): 'cgroup: fork rejected by pids controller'", party: Party.Hosting),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("systemd", code, cause, meaning, also, party);
}
