namespace Goodgate.Gateway.Fpm.Status;

/// <summary>One worker, as the status page with <c>full</c> shows it. Texts are the client's and the script's: escape before showing.</summary>
public sealed record PoolProcess
{
    public int Pid { get; init; }

    /// <summary><c>Idle</c>, <c>Running</c>, <c>Reading headers</c>, <c>Getting request informations</c>, <c>Ending</c>, <c>Finishing</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>When the worker was started.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Requests it has served, this one included.</summary>
    public long Requests { get; init; }

    /// <summary>How long the request has been under way; of an idle worker: how long its last one took.</summary>
    public TimeSpan Duration { get; init; }

    public string Method { get; init; } = "";

    /// <summary>Path of the request. The query is dropped when it is read: tokens stand there.</summary>
    public string Path { get; init; } = "";

    /// <summary>Bytes of the request's body.</summary>
    public long ContentLength { get; init; }

    /// <summary>PHP_AUTH_USER; null when there was none.</summary>
    public string? User { get; init; }

    /// <summary>The script's file; null when there is none yet.</summary>
    public string? Script { get; init; }

    /// <summary>Share of one processor the last request took, in percent; 0 while one is under way.</summary>
    public double LastRequestCpu { get; init; }

    /// <summary>Most bytes of memory the last request took, as PHP counts; 0 while one is under way.</summary>
    public long LastRequestMemory { get; init; }

    /// <summary>True when it has nothing to do.</summary>
    public bool IsIdle => State.Equals("Idle", StringComparison.OrdinalIgnoreCase);
}
