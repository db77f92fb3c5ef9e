namespace Goodgate.Gateway.Fpm.Logs;

/// <summary>What a look at FPM's log brought.</summary>
/// <param name="Events">Oldest first.</param>
/// <param name="Problem">Why the log cannot be read, one clause; null when it can.</param>
public sealed record LogReading(IReadOnlyList<FpmEvent> Events, string? Problem);
