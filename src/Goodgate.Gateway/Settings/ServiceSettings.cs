namespace Goodgate.Gateway.Settings;

/// <summary>The admin port: health, metrics, verdicts.</summary>
public sealed record AdminSettings
{
    /// <summary>HOST:PORT, or <c>off</c>.</summary>
    public string Listen { get; init; } = "127.0.0.1:9502";

    /// <summary>Bearer token; needed when <see cref="Listen"/> is not loopback.</summary>
    public string? Token { get; init; }
}

/// <summary>The access log.</summary>
public sealed record AccessLogSettings
{
    /// <summary>A file, or <c>-</c> for standard output.</summary>
    public required string Path { get; init; }

    /// <summary><c>json</c> (one object a line) or <c>combined</c> (NCSA).</summary>
    public string Format { get; init; } = "json";
}

/// <summary>How names of servers are resolved.</summary>
public sealed record DnsSettings
{
    /// <summary>Resolvers as ADDRESS or ADDRESS:PORT; empty = those of resolv.conf.</summary>
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary>Path of resolv.conf.</summary>
    public string ResolvConf { get; init; } = "/etc/resolv.conf";

    /// <summary>Path of the hosts file.</summary>
    public string HostsFile { get; init; } = "/etc/hosts";
}

/// <summary>Limits towards clients.</summary>
public sealed record ClientSettings
{
    /// <summary>Largest request head, bytes. nginx: 4 buffers of 8 KiB.</summary>
    public int MaxHeadBytes { get; init; } = 32 * 1024;

    /// <summary>Time for a request head to arrive. nginx client_header_timeout.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Idle time of a client's keep-alive connection. nginx keepalive_timeout.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>Largest request body, bytes; zero = no limit. The application's own limit is the one that knows.</summary>
    public long MaxBodyBytes { get; init; }

    /// <summary>Most connections of clients at once; zero = what the limit on descriptors leaves room for.</summary>
    public int MaxConnections { get; init; }

    /// <summary>Most connections at once of one IPv4 address or IPv6 /64; zero = no limit. One address may be a whole company.</summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>Most TLS handshakes that wait for a processor at once. Half a second of work for two processors.</summary>
    public int MaxHandshakes { get; init; } = 1024;
}
