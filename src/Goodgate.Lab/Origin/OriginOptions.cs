using System.Net;

namespace Goodgate.Lab.Origin;

/// <summary>How the healthy origin behaves.</summary>
public sealed record OriginOptions
{
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Zero = a free port.</summary>
    public int Port { get; init; }

    /// <summary>Listens on this Unix socket in place of TCP; null = TCP.</summary>
    public string? UnixPath { get; init; }

    /// <summary>Serves TLS with a certificate of its own authority (<see cref="HealthyOrigin.CaPem"/>), for localhost and the loopback addresses.</summary>
    public bool Tls { get; init; }

    /// <summary>Idle time after which a kept connection is closed. nginx keepalive_timeout: 75 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>Announces the idle time with <c>Keep-Alive: timeout=N</c>.</summary>
    public bool AnnounceIdleTimeout { get; init; }

    /// <summary>Requests per connection; the last one is answered with <c>Connection: close</c>. Null = no limit.</summary>
    public int? MaxRequests { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
