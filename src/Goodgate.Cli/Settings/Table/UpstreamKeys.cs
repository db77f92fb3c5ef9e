using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of one upstream.</summary>
internal static class UpstreamKeys
{
    private const string NginxRead = "nginx `proxy_read_timeout`";

    private static readonly GroupShape Timeouts = new(
    [
        new("dns", new DurationShape("10ms", "1m"))
        {
            Default = "2s",
            Origin = "resolv.conf tries for 5 s each; a visitor does not wait that long",
            Doc = "Finding the address.",
        },
        new("connect", new DurationShape("10ms", "5m"))
        {
            Default = "2s",
            Origin = "two lost SYNs (1 s, then 2 s) on Linux are a firewall, not bad luck",
            Doc = "Opening the connection.",
        },
        new("tls", new DurationShape("10ms", "5m"))
        {
            Default = "5s",
            Origin = "two round trips and a slow signature, many times over",
            Doc = "The TLS handshake.",
        },
        new("send", new DurationShape("10ms", "24h"))
        {
            Default = "60s",
            Origin = "nginx `proxy_send_timeout`",
            Doc = "Between two successful writes of the request.",
        },
        new("first_byte", new DurationShape("10ms", "24h"))
        {
            Default = "60s",
            Origin = NginxRead,
            Doc = "From the request's last byte to the response's head.",
        },
        new("body_gap", new DurationShape("10ms", "24h")) { Default = "60s", Origin = NginxRead, Doc = "Between two reads of the response's body." },
        new("total", new DurationShape("10ms", "168h", "no limit"))
        {
            Default = "0s",
            Origin = "downloads and event streams have no natural end",
            Doc = "From the request to the end of the response, all attempts together.",
        },
        new("upgrade_idle", new DurationShape("1s", "168h"))
        {
            Default = "1h",
            Origin = "60 s, as elsewhere, closes every quiet WebSocket",
            Doc = "Silence on an upgraded connection (WebSocket).",
        },
    ]);

    private static readonly GroupShape Pool = new(
    [
        new("idle_timeout", new DurationShape("10ms", "1h"))
        {
            Default = "4s",
            Origin = "Node closes at 5 s (`keepAliveTimeout`); we stay below it",
            Doc = "Idle time after which a kept connection is closed by us. Must be shorter than the server's own.",
        },
        new("max_idle", new NumberShape(0, 65_535))
        {
            Doc = "Idle connections kept per server. When absent 1024: as many as requests run at once on a busy machine, where 256 made 1,000 clients open and "
                + "close connections all the time. To FastCGI servers none when absent, since each holds a worker that can serve nobody else; at most half of the workers, "
                + "none where their number is not known or `pm = ondemand`, and none for more than a second.",
        },
        new("max_connections", new NumberShape(0, 65_535))
        {
            Default = "0",
            Origin = "the server knows its limit; ports end at 65535",
            Doc = "Connections open per server; 0 = no limit.",
        },
    ]);

    private static readonly GroupShape Tls = new(
    [
        new("verify", new FlagShape())
        {
            Default = "true",
            Origin = "a server nobody verified can be anybody",
            Doc = "Verify chain and name. Off only for a server on the same machine.",
        },
        new("server_name", new TextShape(WebFormats.HostName)) { Doc = "Name sent as SNI and verified. The host of the server's URL when absent." },
        new("ca", new TextShape(PlainFormats.File)) { Doc = "PEM file of authorities trusted beside the system's." },
        new("client_certificate", ListenKeys.Certificate) { Optional = true, Doc = "Certificate shown to the server when it asks." },
    ]);

    private static readonly GroupShape FastCgi = new(
    [
        new("root", new TextShape(PlainFormats.ServerFolder))
        {
            Doc = "Folder of the scripts, as the server sees it (DOCUMENT_ROOT). Needed by FastCGI servers.",
        },
        new("script", new TextShape(PlainFormats.ScriptName))
        {
            Doc = "One script for all requests (a front controller), from the root on. When absent the path of the request names it: `/` stands for `/index.php`, "
                + "and what follows `.php/` is PATH_INFO.",
        },
        new("abort_on_fatal", new FlagShape())
        {
            Default = "false",
            Origin = "a script can write anything to STDERR",
            Doc = "Break off an answer whose script reports a fatal error after its head. Otherwise it is delivered and counted as a failure.",
        },
        new("collect", new SizeShape("1KiB", "1GiB"))
        {
            Default = "1MiB",
            Origin = "PHP must know the length first; calls of an API are smaller, and it is memory per request",
            Doc = "Most bytes collected of a request's content that comes without Content-Length; more is refused with 411.",
        },
        new("pool", FpmPoolKeys.Pool) { Doc = "The pool of workers behind the servers. With its size known, no more requests are sent than it has workers; the others wait in the gateway." },
    ]);

    public static readonly GroupShape Upstream = new(
    [
        new("servers", new ListShape(new TextShape(AddressFormats.Server)) { Fewest = 1, Most = 256 })
        {
            Required = true,
            Doc = "Addresses of the servers. Without a port 80, for https 443, for fastcgi 9000.",
        },
        new("timeouts", Timeouts) { Doc = "Limits of time, each its own cause of failure." },
        new("pool", Pool) { Doc = "Connections kept to each server." },
        new("tls", Tls) { Doc = "TLS towards `https://` servers." },
        new("fastcgi", FastCgi) { Doc = "What scripts behind `fastcgi://` and `fastcgi+unix:` servers need." },
        new("retries", new NumberShape(0, 10))
        {
            Default = "2",
            Origin = "one for a stale connection, one for a dead server",
            Doc = "Attempts after the first one, where it is provably safe; 0 turns retrying off.",
        },
        new("max_head", new SizeShape("1KiB", "16MiB"))
        {
            Default = "64KiB",
            Origin = "nginx stops at one page (4 or 8 KiB), HAProxy at 16 KiB; both are known to be too small for cookies",
            Doc = "Largest response head taken.",
        },
        new("max_fields", new NumberShape(1, 10_000))
        {
            Default = "200",
            Origin = "HAProxy `tune.http.maxhdr` is 101; twice that",
            Doc = "Most fields taken in a response head or trailer section.",
        },
        new("lenient", new ListShape(new ChoiceShape("bare-lf", "obs-fold", "space-before-colon", "unknown-coding")))
        {
            Doc = "Named, harmless violations of HTTP that pass with a warning: `bare-lf`, `obs-fold`, `space-before-colon`, `unknown-coding`.",
        },
    ]);
}
