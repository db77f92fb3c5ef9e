namespace Goodgate.Gateway.Settings;

/// <summary>A named group of servers that can answer for each other.</summary>
public sealed record UpstreamSettings
{
    public required string Name { get; init; }

    /// <summary><c>http://host:port</c>, <c>https://host:port</c>, <c>http+unix:/path</c>, <c>fastcgi://host:port</c> or <c>fastcgi+unix:/path</c>.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    public TimeoutSettings Timeouts { get; init; } = new();

    public PoolSettings Pool { get; init; } = new();

    public UpstreamTlsSettings Tls { get; init; } = new();

    /// <summary>What scripts behind FastCGI servers need.</summary>
    public FastCgiSettings FastCgi { get; init; } = new();

    /// <summary>Attempts after the first one; 0 turns retrying off.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Largest response head taken, bytes. Default 64 KiB: nginx stops at one page (4 or 8 KiB), HAProxy at 16 KiB, and both are known to be too small for cookies.</summary>
    public int MaxHeadBytes { get; init; } = 64 * 1024;

    /// <summary>Most fields taken in a response head or trailer section. HAProxy's tune.http.maxhdr is 101; twice that.</summary>
    public int MaxFields { get; init; } = 200;

    /// <summary>Named, harmless violations that pass with a warning: <c>bare-lf</c>, <c>obs-fold</c>, <c>space-before-colon</c>, <c>unknown-coding</c>.</summary>
    public IReadOnlyList<string> Lenient { get; init; } = [];
}

/// <summary>Limits of time towards the servers, each its own cause.</summary>
public sealed record TimeoutSettings
{
    /// <summary>Finding the address. resolv.conf's default is 5 s a try; a visitor does not wait that long.</summary>
    public TimeSpan Dns { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Opening the connection. Two lost SYNs (1 s, then 2 s) on Linux are a firewall, not bad luck.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The TLS handshake.</summary>
    public TimeSpan Tls { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two successful writes of the request. nginx proxy_send_timeout.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the request's last byte to the response's head. nginx proxy_read_timeout.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two reads of the response's body. nginx proxy_read_timeout.</summary>
    public TimeSpan BodyGap { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the request to the end of the response, all attempts together; zero = no limit, for downloads and event streams.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.Zero;

    /// <summary>Silence on an upgraded connection. At least an hour: 60 s closes every quiet WebSocket.</summary>
    public TimeSpan UpgradeIdle { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Connections kept to each server.</summary>
public sealed record PoolSettings
{
    /// <summary>Idle time after which we close. Node closes at 5 s; we stay below it, and learn shorter ones.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>As many as requests run at once on a busy machine, or every burst opens and closes connections.</summary>
    public const int DefaultMaxIdle = 1024;

    /// <summary>Idle connections kept per server; null = <see cref="DefaultMaxIdle"/>, and none to FastCGI servers: there each would hold a worker.</summary>
    public int? MaxIdle { get; init; }

    /// <summary>Connections open per server; zero = no limit.</summary>
    public int MaxConnections { get; init; }
}

/// <summary>TLS towards the servers.</summary>
public sealed record UpstreamTlsSettings
{
    /// <summary>Verify chain and name. Off only for a server on the same machine.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>Name sent as SNI and verified; null = the host of the server's URL.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM file of authorities trusted beside the system's.</summary>
    public string? Ca { get; init; }

    /// <summary>Certificate shown to the server when it asks.</summary>
    public CertificateSettings? ClientCertificate { get; init; }
}
