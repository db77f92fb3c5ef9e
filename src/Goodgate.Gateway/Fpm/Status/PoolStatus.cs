namespace Goodgate.Gateway.Fpm.Status;

/// <summary>What FPM says of one of its pools (<c>pm.status_path?json&amp;full</c>). Null = this version does not say.</summary>
/// <remarks>
/// PHP 7.4 and 8.x write the same names; 8.4 adds <c>memory peak</c>. The counters begin anew with each start and each reload of FPM: a later <see cref="Started"/> is a restart.
/// </remarks>
public sealed record PoolStatus
{
    public string Pool { get; init; } = "";

    /// <summary><c>static</c>, <c>dynamic</c> or <c>ondemand</c>.</summary>
    public string ProcessControl { get; init; } = "";

    /// <summary>When FPM was started or reloaded.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The same, as time since then.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Connections taken since then.</summary>
    public long Accepted { get; init; }

    /// <summary>Connections that wait. FPM knows this of TCP only and says 0 for a Unix socket, however many wait: see <see cref="Kernel.KernelQueue"/>.</summary>
    public long ListenQueue { get; init; }

    /// <summary>The most that ever waited; with the same gap.</summary>
    public long MaxListenQueue { get; init; }

    /// <summary>Room of the queue; 0 for a Unix socket.</summary>
    public long ListenQueueLength { get; init; }

    public int Idle { get; init; }

    public int Active { get; init; }

    public int Total { get; init; }

    /// <summary>The most workers that were ever active at once.</summary>
    public int MaxActive { get; init; }

    /// <summary>How often <c>pm.max_children</c> was hit: episodes, not requests; always 0 with <c>pm = static</c>.</summary>
    public long MaxChildrenReached { get; init; }

    /// <summary>Requests that took longer than <c>request_slowlog_timeout</c>; 0 while that is off.</summary>
    public long SlowRequests { get; init; }

    /// <summary>Most bytes any worker took (8.4 and later).</summary>
    public long? MemoryPeak { get; init; }

    /// <summary>The workers; empty without <c>full</c>.</summary>
    public IReadOnlyList<PoolProcess> Processes { get; init; } = [];

    /// <summary>The workers under way, longest first.</summary>
    public IEnumerable<PoolProcess> Busy => Processes.Where(process => !process.IsIdle).OrderByDescending(process => process.Duration);
}
