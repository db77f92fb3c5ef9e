using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of what stands beside traffic: admin port, logs, names, limits towards clients.</summary>
internal static class ServiceKeys
{
    public static readonly SettingsKey TrustedProxies = new("trusted_proxies", new ListShape(new TextShape(AddressFormats.Network)))
    {
        Origin = "whoever may write X-Forwarded-For can pose as any client",
        Doc = "Networks (CIDR) whose Forwarded and X-Forwarded-* fields are believed. Nobody by default.",
    };

    public static readonly SettingsKey Admin = new("admin", new GroupShape(
    [
        new("listen", new TextShape(AddressFormats.Admin))
        {
            Default = "127.0.0.1:9502",
            Origin = "loopback, and the port of the 502",
            Doc = "HOST:PORT of health, metrics and verdicts, or `off`.",
        },
        new("token", new TextShape(PlainFormats.Token)) { Secret = true, Doc = "Bearer token; needed when `listen` is not loopback." },
        new("token_file", new TextShape(PlainFormats.File)) { Doc = "File that holds the token; a newline at its end is cut." },
    ])
    {
        Rules = [new(KeyRuleKind.AtMostOne, "token", "token_file")],
        ShortKey = "listen",
    })
    {
        Doc = "The admin port. A plain value is its `listen`: `admin: off`.",
    };

    public static readonly SettingsKey AccessLog = new("access_log", new GroupShape(
    [
        new("path", new TextShape(PlainFormats.LogFile)) { Required = true, Doc = "A file, or `-` for standard output." },
        new("format", new ChoiceShape("json", "combined"))
        {
            Default = "json",
            Origin = "log collectors read it without a pattern",
            Doc = "`json` (one object a line) or `combined` (NCSA, as nginx and Apache).",
        },
    ])
    {
        ShortKey = "path",
    })
    {
        Optional = true,
        Doc = "The access log; none when absent. A plain value is its `path`.",
    };

    public static readonly SettingsKey Data = new("data", new TextShape(PlainFormats.DataFolder))
    {
        Doc = "Folder for what outlives the process: the last failures with their evidence ([data folder](data.md)). Made when it is missing; nothing is kept when absent.",
    };

    public static readonly SettingsKey Dns = new("dns", new GroupShape(
    [
        new("resolvers", new ListShape(new TextShape(AddressFormats.Resolver)) { Most = 16 })
        {
            Doc = "Resolvers as ADDRESS or ADDRESS:PORT. Those of `resolv_conf` when empty.",
        },
        new("resolv_conf", new TextShape(PlainFormats.File)) { Default = "/etc/resolv.conf", Origin = "resolv.conf(5)", Doc = "Path of resolv.conf." },
        new("hosts_file", new TextShape(PlainFormats.File)) { Default = "/etc/hosts", Origin = "hosts(5)", Doc = "Path of the hosts file." },
    ]))
    {
        Doc = "How names of servers are resolved.",
    };

    public static readonly SettingsKey Client = new("client", new GroupShape(
    [
        new("max_head", new SizeShape("1KiB", "1MiB"))
        {
            Default = "32KiB",
            Origin = "nginx `large_client_header_buffers`: 4 of 8 KiB",
            Doc = "Largest request head taken.",
        },
        new("head_timeout", new DurationShape("100ms", "10m"))
        {
            Default = "60s",
            Origin = "nginx `client_header_timeout`",
            Doc = "Time for a request head to arrive.",
        },
        new("keep_alive", new DurationShape("100ms", "1h"))
        {
            Default = "75s",
            Origin = "nginx `keepalive_timeout`",
            Doc = "Idle time of a client's kept connection.",
        },
        new("max_body", new SizeShape("1B", "1024GiB", "no limit"))
        {
            Default = "0",
            Origin = "the application's own limit is the one that knows",
            Doc = "Largest request body taken.",
        },
        new("max_connections", new NumberShape(0, 10_000_000))
        {
            Default = "0",
            Origin = "half of the descriptors left over, as HAProxy derives `maxconn`: each client may need a server",
            Doc = "Connections of clients at once; more are answered 503 and closed. 0 = as many as the limit on open files leaves room for.",
        },
        new("max_connections_per_address", new NumberShape(0, 10_000_000))
        {
            Default = "0",
            Origin = "an office, a mobile network or a CDN is one address",
            Doc = "Connections at once of one IPv4 address or IPv6 /64, `trusted_proxies` excepted; more are answered 429 and closed. 0 = no limit.",
        },
        new("max_handshakes", new NumberShape(1, 1_000_000))
        {
            Default = "1024",
            Origin = "half a second of work for two processors; whoever waits longer has often gone",
            Doc = "TLS handshakes that wait for a processor at once; more are closed.",
        },
    ]))
    {
        Doc = "Limits towards clients.",
    };
}
