using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Fills the gateway's records from a file that has been read without errors.</summary>
internal static class SettingsBinding
{
    public static GatewaySettings Bind(ReadGroup root) => new()
    {
        Listen = [.. root.Groups("listen").Select(Listen)],
        Upstreams = [.. root.Groups("upstreams").Select(UpstreamBinding.Bind)],
        Sites = [.. root.Groups("sites").Select(SiteBinding.Bind)],
        TrustedProxies = root.Texts("trusted_proxies"),
        Admin = Admin(root.NeededGroup("admin")),
        AccessLog = root.Group("access_log") is { } log ? new AccessLogSettings { Path = log.NeededText("path"), Format = log.NeededText("format") } : null,
        Data = root.Text("data"),
        Cache = Cache(root.NeededGroup("cache")),
        Dns = Dns(root.NeededGroup("dns")),
        Client = Client(root.NeededGroup("client")),
        DrainTimeout = root.Duration("drain_timeout"),
        OtlpEndpoint = root.Text("otlp_endpoint"),
    };

    internal static CertificateSettings Certificate(ReadGroup group) => new()
    {
        Cert = group.Text("cert"),
        Key = group.Text("key"),
        Pfx = group.Text("pfx"),
        Password = group.Text("password"),
    };

    private static ListenSettings Listen(ReadGroup group) => new()
    {
        Url = group.NeededText("url"),
        Certificates = [.. group.Groups("certificates").Select(Certificate)],
    };

    private static AdminSettings Admin(ReadGroup group) => new() { Listen = group.NeededText("listen"), Token = group.Text("token") };

    private static CacheStoreSettings Cache(ReadGroup group) => new()
    {
        MemoryBytes = group.Size("memory"),
        MaxEntryBytes = group.Size("max_entry"),
        Folder = group.Text("folder"),
        DiskBytes = group.Size("disk"),
        PurgeFrom = group.Texts("purge_from"),
    };

    private static DnsSettings Dns(ReadGroup group) => new()
    {
        Resolvers = group.Texts("resolvers"),
        ResolvConf = group.NeededText("resolv_conf"),
        HostsFile = group.NeededText("hosts_file"),
    };

    private static ClientSettings Client(ReadGroup group) => new()
    {
        MaxHeadBytes = checked((int)group.Size("max_head")),
        HeadTimeout = group.Duration("head_timeout"),
        KeepAlive = group.Duration("keep_alive"),
        MaxBodyBytes = group.Size("max_body"),
        MaxConnections = group.Number("max_connections"),
        MaxConnectionsPerAddress = group.Number("max_connections_per_address"),
        MaxHandshakes = group.Number("max_handshakes"),
    };
}
