namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>
/// The end of FPM's log. Asked after a connection was reset, it says why the worker is gone; a segfault, an OOM kill, a timeout and a reload look the same from outside.
/// Reads no more than the last 256 KiB, however much was written: what is wanted is seconds old.
/// </summary>
/// <param name="path">The file (<c>error_log</c> of php-fpm.conf).</param>
/// <param name="zone">The zone FPM writes in: the machine's.</param>
public sealed class FpmLogTail(string path, TimeZoneInfo zone)
{
    /// <summary>The events since a moment, oldest first.</summary>
    /// <param name="since">FPM writes whole seconds, so events of that whole second are among them.</param>
    /// <param name="problem">Why the log cannot be read, one clause; null when it can.</param>
    public IReadOnlyList<FpmEvent> Since(DateTimeOffset since, out string? problem)
    {
        var read = new FpmLogFollower(path, zone).ReadOn(since);
        problem = read.Problem;
        return read.Events;
    }

    /// <summary>Why one worker is gone: of what was written about it, its death, with script and request from the line that announced it.</summary>
    /// <param name="events">As <see cref="Since"/> gave them.</param>
    /// <param name="pid">The worker; null when it is not known, and then only a death that no other could be mistaken for counts.</param>
    public static FpmEvent? DeathOf(IReadOnlyList<FpmEvent> events, int? pid)
    {
        var deaths = events.Where(one => one.IsDeath && (pid is null || one.Pid == pid)).ToList();
        if (deaths.Count == 0 || (pid is null && deaths.Count > 1))
        {
            return null;
        }

        var death = deaths[^1];
        var told = events.LastOrDefault(one => one.Kind == FpmEventKind.TimedOut && one.Pid == death.Pid) ?? events.LastOrDefault(one => one.Kind == FpmEventKind.Slow && one.Pid == death.Pid);
        return told is null ? death : death with { Script = told.Script, Request = told.Request };
    }
}
