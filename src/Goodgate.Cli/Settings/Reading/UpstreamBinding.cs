using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>Fills the records of one upstream.</summary>
internal static class UpstreamBinding
{
    public static UpstreamSettings Bind(ReadGroup group) => new()
    {
        Name = group.Name,
        Servers = group.Texts("servers"),
        Timeouts = Timeouts(group.NeededGroup("timeouts")),
        Pool = Pool(group.NeededGroup("pool")),
        Tls = Tls(group.NeededGroup("tls")),
        FastCgi = FastCgi(group.NeededGroup("fastcgi")),
        Retries = group.Number("retries"),
        MaxHeadBytes = checked((int)group.Size("max_head")),
        MaxFields = group.Number("max_fields"),
        Lenient = group.Texts("lenient"),
    };

    private static TimeoutSettings Timeouts(ReadGroup group) => new()
    {
        Dns = group.Duration("dns"),
        Connect = group.Duration("connect"),
        Tls = group.Duration("tls"),
        Send = group.Duration("send"),
        FirstByte = group.Duration("first_byte"),
        BodyGap = group.Duration("body_gap"),
        Total = group.Duration("total"),
        UpgradeIdle = group.Duration("upgrade_idle"),
    };

    private static PoolSettings Pool(ReadGroup group) => new()
    {
        IdleTimeout = group.Duration("idle_timeout"),
        MaxIdle = group.Has("max_idle") ? group.Number("max_idle") : null,
        MaxConnections = group.Number("max_connections"),
    };

    private static FastCgiSettings FastCgi(ReadGroup group) => new()
    {
        Root = group.Text("root"),
        Script = group.Text("script"),
        AbortOnFatal = group.Flag("abort_on_fatal"),
        CollectBytes = checked((int)group.Size("collect")),
        Pool = FpmPool(group.NeededGroup("pool")),
    };

    private static FpmPoolSettings FpmPool(ReadGroup group) => new()
    {
        Workers = group.Has("workers") ? group.Number("workers") : null,
        Conf = group.Text("conf"),
        Find = group.Flag("find"),
        StatusPath = group.Text("status_path"),
        StatusListen = group.Text("status_listen"),
        Log = group.Text("log"),
        Queue = group.Has("queue") ? group.Number("queue") : null,
        QueueTimeout = group.Duration("queue_timeout"),
    };

    private static UpstreamTlsSettings Tls(ReadGroup group) => new()
    {
        Verify = group.Flag("verify"),
        ServerName = group.Text("server_name"),
        Ca = group.Text("ca"),
        ClientCertificate = group.Group("client_certificate") is { } certificate ? SettingsBinding.Certificate(certificate) : null,
    };
}
