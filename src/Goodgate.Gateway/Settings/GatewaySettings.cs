namespace Goodgate.Gateway.Settings;

/// <summary>Everything the gateway is told, immutable; a reload makes a new one and replaces the old whole.</summary>
public sealed record GatewaySettings
{
    /// <summary>Addresses to receive on. Default: <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<ListenSettings> Listen { get; init; } = [new ListenSettings { Url = "http://127.0.0.1:8080" }];

    public IReadOnlyList<UpstreamSettings> Upstreams { get; init; } = [];

    public IReadOnlyList<SiteSettings> Sites { get; init; } = [];

    /// <summary>Networks (CIDR) whose X-Forwarded-* and Forwarded fields are believed. Nobody by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    public AdminSettings Admin { get; init; } = new();

    public AccessLogSettings? AccessLog { get; init; }

    public DnsSettings Dns { get; init; } = new();

    public ClientSettings Client { get; init; } = new();

    /// <summary>Folder for what outlives the process: the last failures; null = nothing is kept.</summary>
    public string? Data { get; init; }

    /// <summary>Where the caches of all sites keep what they store.</summary>
    public CacheStoreSettings Cache { get; init; } = new();

    /// <summary>How long SIGTERM waits for exchanges under way. Kubernetes gives 30 s before SIGKILL; we stay below.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Where OTLP metrics go (<c>http://host:4317</c>); null = not exported.</summary>
    public string? OtlpEndpoint { get; init; }
}
