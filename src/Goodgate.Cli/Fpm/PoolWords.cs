using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Sizing;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Fpm;

/// <summary>The facts of a pool in words, escaped for a terminal.</summary>
internal static class PoolWords
{
    private const int LongestName = 80;
    private const int LongestSaid = 160;

    /// <summary><c>42 ms</c>, <c>1.3 s</c>, <c>2 min 11 s</c>, <c>3 h 12 min</c>, <c>5 d 2 h</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays} d {span.Hours} h",
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
        { TotalSeconds: >= 10 } => $"{span.TotalSeconds:0} s",
        { TotalSeconds: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
    };

    public static string Shown(string text) => Evidence.Printable(text, LongestName);

    /// <summary><c>3 busy  1 idle  of 5</c>.</summary>
    public static string Workers(PoolSnapshot seen, PoolStatus status) =>
        $"{status.Active} busy, {status.Idle} idle{(seen.MostWorkers is { } most ? $", of {most} there may be" : "")}";

    /// <summary>What stands behind the numbers of the workers.</summary>
    public static string Past(PoolStatus status) =>
        $"most ever busy {status.MaxActive}{(status.MaxChildrenReached > 0 ? $" · limit reached {Words.Count(status.MaxChildrenReached, "time")}" : "")}";

    /// <summary><c>12 wait, room for 511</c>, or why nobody knows.</summary>
    public static string Queue(QueueReading queue) => queue.Waiting is { } waiting ? $"{Words.Count(waiting)} {(waiting == 1 ? "waits" : "wait")}, room for {Words.Count(queue.Room ?? 0)}{(queue.IsFull ? " · FULL: the next one is turned away" : "")}" : $"unknown: {queue.Unknown}";

    /// <summary>What FPM itself believes, where that is wrong.</summary>
    public static string? Belief(PoolSnapshot seen) =>
        seen is { Queue.Waiting: > 0, Status: { ListenQueue: 0 }, Address.IsUnix: true } ? "from the kernel; FPM itself says 0 for every Unix socket" : null;

    public static string Requests(PoolSnapshot seen, PoolStatus status)
    {
        var rate = seen.Rate is { } now ? string.Create(CultureInfo.InvariantCulture, $" · {now:0.0} a second")
            : status is { Since: { TotalSeconds: > 1 } since } ? string.Create(CultureInfo.InvariantCulture, $" · {status.Accepted / since.TotalSeconds:0.00} a second since the start") : "";
        return $"{Words.Count(status.Accepted)} taken{rate}{(status.SlowRequests > 0 ? $" · {Words.Count(status.SlowRequests)} slow" : "")}";
    }

    public static string Memory(WorkerMemory workers, MachineMemory machine) =>
        $"{workers.Workers} x {MemoryText.Of(workers.Average)}, the largest {MemoryText.Of(workers.Largest)} ({workers.Method}) · {MemoryText.Of(machine.Available)} of {MemoryText.Of(machine.Total)} available{(machine.IsGroup ? " in its control group" : "")}";

    /// <summary><c>child 22932 killed by SIGSEGV after 4.7 s · GET /x · /srv/www/x.php</c>.</summary>
    public static string Event(FpmEvent one) => one.Kind switch
    {
        FpmEventKind.Killed => $"worker {one.Pid} killed by {Shown(one.SignalName ?? "a signal")}{Lived(one)}{Script(one)}",
        FpmEventKind.Exited => $"worker {one.Pid} ended with code {one.ExitCode}{Lived(one)}{Script(one)}",
        FpmEventKind.TimedOut => $"worker {one.Pid} over request_terminate_timeout after {(one.Lasted is { } lasted ? Span(lasted) : "its time")}{Script(one)}",
        FpmEventKind.MaxChildren => $"pm.max_children = {one.Limit} reached",
        FpmEventKind.ProcessMax => "process.max reached, by all pools together",
        FpmEventKind.Reloading => "FPM reloads",
        FpmEventKind.CrashStorm => "so many workers died that FPM restarts itself",
        FpmEventKind.Stopping => "FPM stops",
        _ => $"FPM: {Evidence.Printable(one.Said ?? one.Kind.ToString(), LongestSaid)}",
    };

    private static string Lived(FpmEvent one) => one.Lasted is { } lasted ? $", {Span(lasted)} old" : "";

    private static string Script(FpmEvent one) => one.Script is { Length: > 0 } script ? $" · {Shown(one.Request ?? "")} · {Shown(script)}" : "";
}
