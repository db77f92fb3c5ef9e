namespace Goodgate.Gateway.Workers;

/// <summary>A request that a worker did not end: what is known of it from outside.</summary>
/// <param name="Script">File of the script, as the worker knows it; null when that is not known.</param>
/// <param name="Began">When it began.</param>
/// <param name="Broke">When its connection was seen to be closed.</param>
internal readonly record struct CutRequest(string? Script, DateTimeOffset Began, DateTimeOffset Broke)
{
    // Bytes that FPM keeps of a script's file (fpm_scoreboard.h: script_filename[256]).
    private const int MostKept = 255;

    // The kernel closes the connection of a process before it tells its parent, which then writes the line: a death is never older than the close. It is
    // seen later than it is where the gateway is busy.
    private static readonly TimeSpan SeenLate = TimeSpan.FromSeconds(1);

    /// <summary>FPM's time, in whole seconds, from which a death may be its own.</summary>
    public DateTimeOffset DeathSince => Whole(Broke - SeenLate);

    /// <summary>FPM's time from which a line that names the script may be about it.</summary>
    public DateTimeOffset NamedSince => Whole(Began);

    /// <summary>FPM's time before which nothing in its log is about it.</summary>
    public DateTimeOffset Since => NamedSince < DeathSince ? NamedSince : DeathSince;

    /// <summary>True when a name in FPM's log is that of its script; null when that cannot be told.</summary>
    public bool? Runs(string? told) => told is null || Script is null ? null : told == Script || (told.Length >= MostKept && Script.StartsWith(told, StringComparison.Ordinal));

    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
