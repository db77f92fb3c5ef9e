using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Fpm.Polling;

/// <summary>What came of asking for the status page.</summary>
/// <param name="Reply">The answer as such.</param>
/// <param name="Status">The page; null when there is none.</param>
/// <param name="Problem">Why there is no page although FPM answered; null otherwise.</param>
public sealed record PoolStatusReply(FpmReply Reply, PoolStatus? Status, string? Problem);
