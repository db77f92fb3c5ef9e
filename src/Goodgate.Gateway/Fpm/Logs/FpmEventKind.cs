namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>What a line of FPM's own log tells.</summary>
public enum FpmEventKind
{
    /// <summary>A worker died of a signal.</summary>
    Killed,

    /// <summary>A worker ended by itself with a code.</summary>
    Exited,

    /// <summary>A request took longer than <c>request_terminate_timeout</c>; its worker is killed next.</summary>
    TimedOut,

    /// <summary>A request took longer than <c>request_slowlog_timeout</c>.</summary>
    Slow,

    /// <summary><c>pm.max_children</c> was reached. Written once an episode, not once a request.</summary>
    MaxChildren,

    /// <summary><c>process.max</c> was reached, by all pools together.</summary>
    ProcessMax,

    /// <summary>Few workers are idle, and more are being started.</summary>
    Busy,

    /// <summary>A script wrote to its standard output or error.</summary>
    Output,

    /// <summary>FPM reloads: its workers are ended.</summary>
    Reloading,

    /// <summary>So many workers died that FPM restarts itself (<c>emergency_restart_threshold</c>).</summary>
    CrashStorm,

    /// <summary>FPM is ready.</summary>
    Ready,

    /// <summary>FPM stops.</summary>
    Stopping,

    /// <summary>FPM could not start or reload.</summary>
    Failed,
}
