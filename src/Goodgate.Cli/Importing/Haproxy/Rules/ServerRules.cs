using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy.Rules;

/// <summary>Server lines: names, encryption, kept connections.</summary>
internal static class ServerRules
{
    public static readonly IReadOnlyList<ImportRule<HaproxyConfig>> All =
    [
        new("frozen-dns", "HAProxy looks the name up once, when it starts. When the address changes it goes on sending to the old one, and it does not start at all while the name cannot be found",
            ["stale-dns-address", "connect-refused", "no-healthy-upstream"], Frozen),
        new("resolvers-unknown", "HAProxy does not start: there is no such resolvers section", ["gateway-misconfigured"], UnknownResolvers),
        new("resolver-holds-long", "an address that has changed is used for that much longer", ["stale-dns-address"], HoldsLong),
        new("sni-missing", "no name is asked for: servers with several certificates answer with the wrong one, or refuse the handshake (logged as SC, as if the port were closed)",
            ["tls-alert-received", "tls-certificate-name-mismatch", "tls-handshake-closed"], WithoutName),
        new("verify-without-ca", "HAProxy verifies unless told otherwise, and has nothing to verify against: it does not start", ["gateway-misconfigured", "tls-certificate-untrusted"], WithoutAuthority),
        new("wrong-scheme-for-port", "that port speaks the other protocol as a rule: every request ends in a failed handshake (SC) or in an answer nobody can read (PH)", ["tls-wrong-protocol", "wrong-protocol-on-port"], WrongScheme),
        new("keepalive-longer-than-server", "idle connections are kept longer than many servers do (Node and Apache close after 5 s, gunicorn after 2 s), so a request may go out on a connection that is just being closed: SH, 502",
            ["keepalive-race"], Longer),
        new("reuse-without-retry", "\"http-reuse always\" sends first requests over connections that may be just being closed, and without \"empty-response\" in retry-on none of them is tried again: SH, 502",
            ["keepalive-race", "upstream-closed-before-response"], Reuse),
        new("connection-close", "each request opens a connection of its own on both sides: ports run out under load", ["gateway-out-of-resources"], Closing),
    ];

    private static IEnumerable<(HaproxyProxy Proxy, HaproxyServer Server)> Servers(HaproxyConfig config) => config.Proxies.SelectMany(proxy => proxy.Servers.Select(server => (proxy, server)));

    private static IEnumerable<Fault> Frozen(HaproxyConfig config) => Servers(config)
        .Where(one => one.Server.Address.IsName && !one.Server.Has("resolvers"))
        .Select(one => new Fault(one.Server.Line, $"{one.Server.Line}", $"{one.Server.Line} resolvers dns init-addr last,libc,none  # with: resolvers dns / nameserver dns1 127.0.0.53:53 / hold valid 10s"));

    private static IEnumerable<Fault> UnknownResolvers(HaproxyConfig config) => Servers(config)
        .Where(one => one.Server.Option("resolvers") is { } name && name != "default" && !config.Resolvers.Any(section => section.Argument(0) == name))
        .Select(one => new Fault(one.Server.Line, one.Server.Line.ToString(), $"resolvers {one.Server.Option("resolvers")}  # a section with: nameserver dns1 127.0.0.53:53"));

    private static IEnumerable<Fault> HoldsLong(HaproxyConfig config) => config.Resolvers.SelectMany(section => section.Named("hold"))
        .Where(hold => hold.Argument(0) == "valid" && Spans.Time(hold.Argument(1), TimeSpan.FromMilliseconds(1)) > TimeSpan.FromMinutes(5))
        .Select(hold => new Fault(hold, hold.ToString(), "hold valid 10s"));

    private static IEnumerable<Fault> WithoutName(HaproxyConfig config) => Servers(config)
        .Where(one => one.Server.Has("ssl") && !one.Server.Has("sni") && one.Proxy.IsHttp)
        .Select(one => new Fault(one.Server.Line, $"{one.Server.Line}", $"{one.Server.Line} sni {(one.Server.Address.IsName ? $"str({one.Server.Address.Host})" : "req.hdr(host),field(1,:)")}"));

    private static IEnumerable<Fault> WithoutAuthority(HaproxyConfig config) => Servers(config)
        .Where(one => one.Server.Has("ssl") && one.Server.Option("verify") is null or "required" && !one.Server.Has("ca-file") && !HasStandard(config) && one.Server.Has("ssl"))
        .Select(one => new Fault(one.Server.Line, one.Server.Line.ToString(), $"{one.Server.Line} verify required ca-file @system-ca"));

    private static bool HasStandard(HaproxyConfig config) => config.Global?.Inner.Exists(one => one.Name == "ssl-server-verify" && one.Argument(0) == "none") == true;

    private static IEnumerable<Fault> WrongScheme(HaproxyConfig config) => Servers(config)
        .Where(one => one.Proxy.IsHttp && one.Server.Address.Port is { } port && (one.Server.Has("ssl") ? port == 80 : port == 443))
        .Select(one => new Fault(one.Server.Line, one.Server.Line.ToString(), one.Server.Has("ssl")
            ? $"server {one.Server.Name} {one.Server.Address.Host}:443 ssl"
            : $"{one.Server.Line} ssl verify required ca-file @system-ca sni {(one.Server.Address.IsName ? $"str({one.Server.Address.Host})" : "req.hdr(host),field(1,:)")}"));

    // Its default is 5 s, which is already Node's own limit; only what is written is judged.
    private static IEnumerable<Fault> Longer(HaproxyConfig config) => Servers(config)
        .Where(one => one.Server.Option("pool-purge-delay") is { } delay && Spans.Time(delay, TimeSpan.FromMilliseconds(1)) > TimeSpan.FromSeconds(5))
        .Select(one => new Fault(one.Server.Line, $"{one.Server.Line}", "pool-purge-delay 4s"));

    private static IEnumerable<Fault> Reuse(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsBackend: true, Servers.Count: > 0 } && proxy.Setting("http-reuse")?.Argument(0) == "always"
            && proxy.Setting("retry-on")?.Arguments.Any(word => word.Text is "empty-response" or "all-retryable-errors") != true)
        .Select(proxy => new Fault(proxy.Setting("http-reuse")!, $"{proxy.Setting("http-reuse")} without retry-on", "http-reuse safe"));

    private static IEnumerable<Fault> Closing(HaproxyConfig config) => config.Proxies
        .Select(proxy => proxy.Option("httpclose") ?? proxy.Option("forceclose")).OfType<Directive>()
        .Select(option => new Fault(option, option.ToString(), "option http-keep-alive"));
}
