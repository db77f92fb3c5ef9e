using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>How many workers.</summary>
internal static class WorkerAdvice
{
    // A worker that has served fewer has not yet met the pages that make it large.
    private const int RequestsToKnowSize = 20;

    public static IEnumerable<Advice> Of(PoolFacts facts)
    {
        if (Count(facts) is { } count)
        {
            yield return count;
        }

        if (facts.Pool?.Number("pm.max_requests") is 0)
        {
            yield return new Advice("max-requests", AdviceWeight.Hint, "Let a worker end after some hundred requests.", "pm.max_requests = 0: memory that an extension leaks is never given back, and the pool grows until the machine kills a worker.")
            {
                Lines = ["pm.max_requests = 500"],
                Place = facts.Pool.Find("pm.max_requests")?.Place,
            };
        }
    }

    private static Advice? Count(PoolFacts facts)
    {
        var present = facts.Pool?.Number("pm.max_children");
        var reason = IsShort(facts, present);
        if (facts.Size is not { } size)
        {
            return reason is null ? null : new Advice("max-children", AdviceWeight.Problem, "The pool is too small, or its scripts are too slow.", $"{reason} How many workers the memory carries is not known: they could not be measured from here.");
        }

        var control = facts.Pool?.ProcessControl ?? facts.Status?.ProcessControl ?? "dynamic";
        if (present > size.ByMemory)
        {
            return Change(facts, size, control, AdviceWeight.Problem, $"Lower pm.max_children from {present} to {size.MaxChildren}: the memory does not carry more.", size.Formula + Worst(facts, present.Value));
        }

        if (reason is not null && (present is null || present < size.MaxChildren))
        {
            return Change(facts, size, control, AdviceWeight.Problem, $"Raise pm.max_children{(present is { } now ? $" from {now}" : "")} to {size.MaxChildren}.", $"{reason} {size.Formula}");
        }

        return reason is not null
            ? new Advice("slow-scripts", AdviceWeight.Problem, $"Make the scripts that hold the workers faster; more than the {present} workers will not help.", $"{reason} {size.Formula}")
            : null;
    }

    // Why the pool is too small; null when nothing says so.
    private static string? IsShort(PoolFacts facts, int? present)
    {
        var status = facts.Status;
        if (facts.Queue is { Waiting: > 0 and var waiting } && (status is null || status.Idle == 0))
        {
            return $"{waiting} {(waiting == 1 ? "request waits" : "requests wait")} for a worker.";
        }

        if (status is { MaxChildrenReached: > 0 and var times })
        {
            return $"pm.max_children was reached {(times == 1 ? "once" : $"{times} times")} since {Since(status.Since)}.";
        }

        // pm = static never counts it.
        return status is { ProcessControl: "static" } && (present ?? status.Total) <= status.MaxActive ? $"All {status.MaxActive} workers were busy at once since {Since(status.Since)}." : null;
    }

    private static Advice Change(PoolFacts facts, PoolSize size, string control, AdviceWeight weight, string says, string because)
    {
        var most = size.MaxChildren;
        var fresh = facts.Status is { Processes.Count: > 0 } status && status.Processes.Max(process => process.Requests) < RequestsToKnowSize;
        return new Advice("max-children", weight, says, because + (fresh ? $". No worker has served {RequestsToKnowSize} requests yet: measure again under load." : "."))
        {
            Place = facts.Pool?.Find("pm.max_children")?.Place,
            Lines = control.Equals("dynamic", StringComparison.OrdinalIgnoreCase)
                ? [$"pm.max_children = {most}", $"pm.start_servers = {PoolSize.Start(most)}", $"pm.min_spare_servers = {PoolSize.MinSpare(most)}", $"pm.max_spare_servers = {PoolSize.MaxSpare(most)}"]
                : [$"pm.max_children = {most}"],
        };
    }

    private static string Worst(PoolFacts facts, int present) => facts.Php.MemoryLimit is { } limit
        ? $"; if every worker grew to its memory_limit: {present} x {MemoryText.Of(limit)} = {MemoryText.Of(present * limit)}"
        : "";

    private static string Since(TimeSpan? since) => since is { } time ? $"FPM started {(time.TotalHours >= 48 ? $"{time.TotalDays:0} days" : time.TotalMinutes >= 120 ? $"{time.TotalHours:0} hours" : time.TotalSeconds >= 120 ? $"{time.TotalMinutes:0} minutes" : $"{time.TotalSeconds:0} seconds")} ago" : "FPM started";
}
