using Goodgate.Gateway.Fpm.Logs;

namespace Goodgate.Gateway.Workers;

/// <summary>The death of a worker that ended a request.</summary>
/// <param name="Death">The line that tells of it.</param>
/// <param name="TimeLimit">The line before it that says whose time was over; null when it was no limit of time.</param>
/// <param name="Alike">How many ended the same way at the time, so that it may be any of them; 1 = it is this one.</param>
internal sealed record FoundDeath(FpmEvent Death, FpmEvent? TimeLimit, int Alike)
{
    // FPM writes no death in a reload or a stop, and ends its workers by these (fpm_process_ctl.c): whatever dies of another did not die of it.
    private const int Quit = 3;
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>All that ended at the time, when only the order says that it is this one; null otherwise.</summary>
    public string? Then { get; init; }

    /// <summary>True when a reload or a stop may be behind it.</summary>
    public bool MayBeOfMaster => TimeLimit is null && Death.Signal is Quit or Kill or Terminate;
}
