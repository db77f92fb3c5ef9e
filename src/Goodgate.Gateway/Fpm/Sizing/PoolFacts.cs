using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>All that is known when a pool is advised. Null = not known; nothing is advised on a guess.</summary>
public sealed record PoolFacts
{
    /// <summary>Its file.</summary>
    public Pool? Pool { get; init; }

    /// <summary>What FPM says of it.</summary>
    public PoolStatus? Status { get; init; }

    /// <summary>What the kernel says of its socket.</summary>
    public QueueReading? Queue { get; init; }

    /// <summary>Memory and processors.</summary>
    public PoolSize? Size { get; init; }

    /// <summary>net.core.somaxconn of the network namespace.</summary>
    public int? Somaxconn { get; init; }

    /// <summary>Settings of PHP.</summary>
    public PhpSettings Php { get; init; } = new();

    /// <summary>How long the gateway waits for the head of a response (<c>timeouts.first_byte</c>).</summary>
    public TimeSpan GatewayPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True when something has seen that requests wait for the database.</summary>
    public bool DatabaseIsSlow { get; init; }
}
