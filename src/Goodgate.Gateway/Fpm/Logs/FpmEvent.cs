namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>One event of FPM's log. Texts come from clients and scripts: escape before showing.</summary>
/// <param name="Time">When it was written; FPM writes whole seconds unless <c>log_level = debug</c>.</param>
/// <param name="Kind">What happened.</param>
public sealed record FpmEvent(DateTimeOffset Time, FpmEventKind Kind)
{
    /// <summary>The pool; null when it concerns FPM as a whole.</summary>
    public string? Pool { get; init; }

    /// <summary>The worker. Two that die in the same second are told apart by it.</summary>
    public int? Pid { get; init; }

    /// <summary>Number of the signal.</summary>
    public int? Signal { get; init; }

    /// <summary><c>SIGSEGV</c>, with <c>- core dumped</c> when one was.</summary>
    public string? SignalName { get; init; }

    /// <summary>Code it exited with.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How long the request or the worker had lasted.</summary>
    public TimeSpan? Lasted { get; init; }

    /// <summary>File of the script.</summary>
    public string? Script { get; init; }

    /// <summary>Method and path of the request; its query is dropped.</summary>
    public string? Request { get; init; }

    /// <summary>The limit that was reached.</summary>
    public int? Limit { get; init; }

    /// <summary>What the script wrote, or why FPM failed; cut.</summary>
    public string? Said { get; init; }

    /// <summary>The line itself, cut, and without the query of a request: that is withheld. Null where a script wrote it.</summary>
    public string? Line { get; init; }

    /// <summary>
    /// True when a worker is gone that may have had a request: its connection was reset. One that has served <c>pm.max_requests</c> of them, or is not needed any
    /// more, exits with code 0 (FPM_EXIT_OK), and has none.
    /// </summary>
    public bool IsDeath => Kind == FpmEventKind.Killed || (Kind == FpmEventKind.Exited && ExitCode != 0);
}
