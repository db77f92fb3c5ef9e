using Goodgate.Cli.Showing;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Cli.Fpm;

/// <summary>A pool for programs. Sizes in bytes, times in seconds, moments in UTC.</summary>
internal static class PoolJson
{
    public static object Of(PoolSnapshot seen) => new
    {
        Time = seen.Time.UtcDateTime,
        Address = seen.Address.ToString(),
        Pool = seen.PoolName.Length > 0 ? seen.PoolName : null,
        File = seen.Source.Pool?.Place.File ?? seen.Source.File,
        Problem = seen.Trouble,
        Remedy = seen.Remedy.Count > 0 ? seen.Remedy : null,
        MaxChildren = seen.MostWorkers,
        Status = seen.Status is { } status ? Of(status) : null,
        RequestsPerSecond = seen.Rate,
        Queue = seen.Queue is { } queue ? new { queue.Waiting, queue.Room, Full = queue.IsFull, queue.Unknown } : null,
        Memory = seen is { Workers: { } workers, Machine: { } machine }
            ? new { workers.Workers, workers.Largest, workers.Average, workers.Total, workers.Method, machine.Available, MachineTotal = machine.Total, ControlGroup = machine.IsGroup }
            : null,
        Events = seen.Events.Select(Of),
        Lint = seen.Lint.Select(one => new { one.Place.File, one.Place.Line, Severity = one.IsRefused ? "error" : "warning", one.Rule, one.Message, Expected = one.Expected.Length > 0 ? one.Expected : null, one.DidYouMean }),
        Advice = seen.Advice.Select(one => new { one.Id, Weight = Words.Id(one.Weight), one.Says, one.Because, Lines = one.Lines.Count > 0 ? one.Lines : null, Place = one.Place?.ToString() }),
    };

    private static object Of(PoolStatus status) => new
    {
        ProcessManager = status.ProcessControl,
        Started = status.Started?.UtcDateTime,
        status.Accepted,
        status.ListenQueue,
        status.Idle,
        status.Active,
        status.Total,
        status.MaxActive,
        status.MaxChildrenReached,
        status.SlowRequests,
        status.MemoryPeak,
        Processes = status.Processes.Select(one => new
        {
            one.Pid,
            one.State,
            one.Requests,
            Duration = one.Duration.TotalSeconds,
            one.Method,
            one.Path,
            one.Script,
            one.LastRequestCpu,
            one.LastRequestMemory,
        }),
    };

    private static object Of(FpmEvent one) => new
    {
        Time = one.Time.UtcDateTime,
        Kind = Words.Id(one.Kind),
        one.Pool,
        one.Pid,
        Signal = one.SignalName,
        one.ExitCode,
        Lasted = one.Lasted?.TotalSeconds,
        one.Request,
        one.Script,
        one.Limit,
        one.Said,
    };
}
