using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Workers;

/// <summary>What was last learned of a pool.</summary>
/// <param name="At">Timestamp of the clock when it was asked.</param>
/// <param name="Status">The status page; null when there was none.</param>
/// <param name="Queue">The listen queue as the kernel counts it.</param>
/// <param name="Problem">Why there is no page, one clause; null when there is one.</param>
public sealed record PoolReading(long At, PoolStatus? Status, QueueReading Queue, string? Problem)
{
    /// <summary>What the ping page said: <c>pong</c> in words, or why there was no such answer; null when it was not asked for.</summary>
    public string? Ping { get; init; }

    /// <summary>Connections that wait to be accepted: the kernel's count where it tells, else FPM's, which is always 0 for a Unix socket.</summary>
    public long? Waiting => Queue.Waiting ?? Status?.ListenQueue;
}
