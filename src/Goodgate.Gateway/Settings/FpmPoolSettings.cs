namespace Goodgate.Gateway.Settings;

/// <summary>What is known of the pool of workers behind a FastCGI upstream, and who waits for it here.</summary>
public sealed record FpmPoolSettings
{
    /// <summary>A visitor waits that long for a page before looking elsewhere; the answer then is a 503 with a time to come back.</summary>
    public static readonly TimeSpan DefaultQueueTimeout = TimeSpan.FromSeconds(10);

    /// <summary>As nginx lets one answer take (fastcgi_max_temp_file_size); here it is for all of them.</summary>
    public const long DefaultSpoolBytes = 1024L * 1024 * 1024;

    /// <summary>Most requests in flight, all servers together; null = read from <see cref="Conf"/>, or learned from the status page.</summary>
    public int? Workers { get; init; }

    /// <summary>The pool's file, for <c>pm.max_children</c>, <c>pm.status_path</c> and <c>pm.status_listen</c>.</summary>
    public string? Conf { get; init; }

    /// <summary>Path of the status page (<c>pm.status_path</c>); null = as the pool's file has it, else none is asked for.</summary>
    public string? StatusPath { get; init; }

    /// <summary>Where the status page is asked for (<c>pm.status_listen</c>): <c>unix:/path</c> or <c>host:port</c>; null = as the pool's file has it, else the server itself.</summary>
    public string? StatusListen { get; init; }

    /// <summary>FPM's own log (<c>error_log</c>), which says why a worker died.</summary>
    public string? Log { get; init; }

    /// <summary>Most requests that wait; null = ten for each worker, and no more than 1,000.</summary>
    public int? Queue { get; init; }

    /// <summary>Most bytes of uploads and answers kept for slow clients, all of the upstream together; 0 = none.</summary>
    public long SpoolBytes { get; init; } = DefaultSpoolBytes;

    /// <summary>Longest wait for a worker.</summary>
    public TimeSpan QueueTimeout { get; init; } = DefaultQueueTimeout;

    /// <summary>True to look for the pool's file where distributions keep it, when <see cref="Conf"/> does not name one.</summary>
    public bool Find { get; init; } = true;

    /// <summary>The folder that stands for <c>/</c> where it is looked for: the search is tested on other machines than Debian's.</summary>
    internal string FindBelow { get; init; } = "/";

    /// <summary>True when something is said of the pool.</summary>
    internal bool IsKnown => Workers is not null || Conf is not null || StatusPath is not null || Log is not null;
}
