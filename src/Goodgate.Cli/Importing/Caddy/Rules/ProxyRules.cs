using System.Net;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Caddy.Rules;

/// <summary>Reverse proxies: who is asked next, kept connections, encryption, limits.</summary>
internal static class ProxyRules
{
    // Caddy's own: transport http, dial_timeout and keepalive.
    private static readonly TimeSpan Dial = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    private const string Named = "tls_server_name NAME-IN-THE-CERTIFICATE";

    public static readonly IReadOnlyList<ImportRule<CaddyConfig>> All =
    [
        new("retry-missing", "without lb_try_duration a request whose server does not take the connection is a 502 at once, although another server is there", ["connect-refused", "connect-timeout"], NoRetry),
        new("dial-timeout-hides-fallback", "the time for all tries is over before the first connection attempt is, so the next server is never asked", ["connect-timeout"], SlowDial),
        new("max-fails-single-server", "with fail_duration one failed request puts the only server aside for that long: everybody gets 503 although it may be back within a second", ["no-healthy-upstream"], Single),
        new("keepalive-longer-than-server", "Caddy keeps idle connections for 2 minutes, many servers for less (Node and Apache 5 s, gunicorn 2 s), so a request may go out on one that is just being closed: a 502 now and then, which for POST is not tried again",
            ["keepalive-race", "upstream-closed-before-response"], Longer),
        new("retry-non-idempotent", "a POST that was already sent is sent again: orders and payments are made twice", ["response-timeout", "worker-pool-exhausted"], NonIdempotent),
        new("wrong-scheme-for-port", "that port speaks the other protocol as a rule: the server answers 400 or nothing anybody can read", ["wrong-protocol-on-port", "tls-wrong-protocol", "upstream-sent-error"], WrongScheme),
        new("host-not-upstream", "the visitor's Host goes to a server of another name over https: it answers for nobody (404, 421, a redirect) or refuses", ["upstream-sent-error", "tls-alert-received"], ForeignHost),
        new("sni-missing", "there is no name to ask for in the handshake: the certificate is made out for a name, not for an address", ["tls-certificate-name-mismatch", "tls-alert-received"], AddressOnly),
        new("health-check-redirects", "the page checked redirects as a rule (to https, to /login), which is no 2xx: every server is taken for dead", ["no-healthy-upstream"], HealthRoot),
        new("health-check-without-host", "the check carries the server's address as Host: a server of several sites answers 400, 404 or a redirect, and is taken for dead", ["no-healthy-upstream"], HealthHost),
        new("timeouts-inverted", "the answer to the visitor is cut before the server may give it", ["response-timeout", "response-truncated"], Inverted),
        new("header-buffer-small", "answers whose head (cookies above all) is larger are a 502", ["response-header-too-large"], SmallHead),
        new("http-to-fpm", "PHP-FPM speaks FastCGI, not HTTP: it closes without an answer", ["wrong-protocol-on-port", "upstream-closed-before-response"], HttpToFpm),
        new("fastcgi-root-mismatch", "without root PHP-FPM is sent scripts in Caddy's working directory: \"File not found.\"", ["application-script-error", "upstream-sent-error"], NoRoot),
        new("proxy-loop", "it sends to the port it listens on itself: each request comes back until there are no connections left", ["proxy-loop", "gateway-out-of-resources"], Loop),
        new("error-page-status-200", "the failure goes out as a success: browsers, caches and search engines keep the error page as if it were the content, and no monitor sees it", ["cached-error-page"], Disguised),
    ];

    private static IEnumerable<Fault> NoRetry(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy.Servers.Count > 1 && proxy.Time("lb_try_duration") is null && proxy.Directive.Last("lb_retries") is null)
        .Select(proxy => new Fault(proxy.Directive, proxy.Directive.ToString(), "lb_try_duration 5s"));

    private static IEnumerable<Fault> SlowDial(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy.Servers.Count > 1 && proxy.Time("lb_try_duration") is var (_, all) && all > TimeSpan.Zero && all <= (proxy.Time("dial_timeout")?.Time ?? Dial))
        .Select(proxy => new Fault(
            proxy.Time("dial_timeout")?.Set ?? proxy.Time("lb_try_duration")!.Value.Set,
            $"lb_try_duration {Spans.Shown(proxy.Time("lb_try_duration")!.Value.Time)} with dial_timeout {Spans.Shown(proxy.Time("dial_timeout")?.Time ?? Dial)}",
            proxy.Transport is null ? "transport http" : "dial_timeout 1s") { Inside = proxy.Transport is null ? "dial_timeout 1s" : null });

    private static IEnumerable<Fault> Single(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy.Servers.Count == 1 && proxy.Time("fail_duration") is var (_, time) && time > TimeSpan.Zero)
        .Select(proxy => new Fault(proxy.Directive.Last("fail_duration")!, $"{proxy.Directive.Last("fail_duration")} with one server", "fail_duration 0s"));

    private static IEnumerable<Fault> Longer(CaddyConfig config)
    {
        foreach (var proxy in config.Proxies.Where(proxy => proxy.IsHttp && proxy.Servers.Count > 0))
        {
            var set = proxy.Transport?.Last("keepalive");
            if (set?.Argument(0) is not "off" && (set is null ? KeepAlive : Spans.Seconds(set.Argument(0)) ?? KeepAlive) is var time && time >= Shortest)
            {
                yield return new Fault(set ?? proxy.Directive, set?.ToString() ?? $"{proxy.Directive} with keepalive {Spans.Shown(KeepAlive)} (default)", proxy.Transport is null ? "transport http" : "keepalive 4s") { Inside = proxy.Transport is null ? "keepalive 4s" : null };
            }
        }
    }

    private static IEnumerable<Fault> NonIdempotent(CaddyConfig config) => config.Named("lb_retry_match")
        .Where(one => one.Inner.Append(one).Any(line => line.Arguments.Any(word => word.Text is "POST" or "PATCH")))
        .Select(one => new Fault(one, one.IsBlock ? $"{one} {{ {string.Join("; ", one.Inner)} }}" : one.ToString(), "lb_retry_match") { Inside = "method GET HEAD PUT DELETE" });

    private static IEnumerable<Fault> WrongScheme(CaddyConfig config)
    {
        foreach (var proxy in config.Proxies.Where(proxy => proxy.IsHttp))
        {
            foreach (var server in proxy.Servers.Where(server => proxy.UsesTls ? server.Port == 80 : server.Port == 443))
            {
                yield return new Fault(proxy.Directive, proxy.Directive.ToString(), proxy.UsesTls ? $"reverse_proxy http://{server.Host}:80" : $"reverse_proxy https://{server.Host}");
            }
        }
    }

    private static IEnumerable<Fault> ForeignHost(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsHttp: true, UsesTls: true, Host: null } && proxy.Servers.FirstOrDefault(server => server.IsName && server.Host.Contains('.')) is { } named
            && !proxy.Site.Words.Any(word => Target.Parse(word.Text.TrimEnd(',')).Host == named.Host))
        .Select(proxy => new Fault(proxy.Directive, proxy.Directive.ToString(), "header_up Host {upstream_hostport}"));

    private static IEnumerable<Fault> AddressOnly(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsHttp: true, UsesTls: true } && proxy.Servers.Any(server => IPAddress.TryParse(server.Host, out _))
            && proxy.Transport?.Inner.Exists(one => one.Name is "tls_server_name" or "tls_insecure_skip_verify") != true)
        .Select(proxy => new Fault(proxy.Directive, proxy.Directive.ToString(), proxy.Transport is null ? "transport http" : Named) { Inside = proxy.Transport is null ? Named : null });

    private static IEnumerable<Fault> HealthRoot(CaddyConfig config) => config.Proxies
        .Select(proxy => proxy.Directive.Last("health_uri")).OfType<Directive>()
        .Where(uri => uri.Argument(0) == "/" && uri.Parent!.Last("health_status") is null && uri.Parent.Last("health_follow_redirects") is null)
        .Select(uri => new Fault(uri, uri.ToString(), "health_uri /health"));

    private static IEnumerable<Fault> HealthHost(CaddyConfig config) => config.Proxies
        .Select(proxy => proxy.Directive.Last("health_uri")).OfType<Directive>()
        .Where(uri => !uri.Parent!.Named("health_headers").Any(headers => headers.Inner.Exists(one => one.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))))
        .Select(uri => new Fault(uri, $"{uri} without a Host", "health_headers") { Inside = $"Host {Site(uri)}" });

    // ":8080" is a site of every host.
    private static string Site(Directive at) => Target.Parse(at.Outward().Last(one => one.Parent is not null).Words[0].Text.TrimEnd(',')).Host is { Length: > 0 } host ? host : "www.example.com";

    private static IEnumerable<Fault> Inverted(CaddyConfig config)
    {
        var write = config.Options?.All().LastOrDefault(one => one.Name == "write" && one.Parent!.Name == "timeouts");
        if (write is null || Spans.Seconds(write.Argument(0)) is not { } most || most == TimeSpan.Zero)
        {
            yield break;
        }

        foreach (var proxy in config.Proxies)
        {
            if (proxy.Time(proxy.IsPhp ? "read_timeout" : "response_header_timeout") is var (set, wait) && wait >= most)
            {
                yield return new Fault(set, $"{set}, with timeouts write {Spans.Shown(most)} (line {write.Place.Line})", $"write {Spans.Shown(wait + TimeSpan.FromSeconds(10))}");
            }
        }
    }

    private static IEnumerable<Fault> SmallHead(CaddyConfig config) => config.Named("max_response_header")
        .Where(one => Spans.Size(one.Argument(0)) < 16 << 10)
        .Select(one => new Fault(one, one.ToString(), "max_response_header 64KiB"));

    private static IEnumerable<Fault> HttpToFpm(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy.IsHttp && proxy.Servers.Any(server => server.Socket?.Contains("fpm", StringComparison.OrdinalIgnoreCase) == true))
        .Select(proxy => new Fault(proxy.Directive, proxy.Directive.ToString(), $"php_fastcgi {proxy.Directive.Words[^1].Text}"));

    private static IEnumerable<Fault> NoRoot(CaddyConfig config) => config.Proxies
        .Where(proxy => proxy.IsPhp && proxy.Directive.Last("root") is null && !proxy.Directive.Outward().Any(block => block.Named("root").Any()))
        .Select(proxy => new Fault(proxy.Directive, $"{proxy.Directive} without root", "root * /var/www/html"));

    private static IEnumerable<Fault> Loop(CaddyConfig config)
    {
        foreach (var proxy in config.Proxies.Where(proxy => proxy.IsHttp))
        {
            var own = proxy.Site.Words.Select(word => CaddyAddress.Parse(word.Text)).ToList();
            if (proxy.Servers.FirstOrDefault(server => server.IsLoopback && own.Exists(site => site.Port == (server.Port ?? (server.Scheme == "https" ? 443 : 80)))) is { } server)
            {
                yield return new Fault(proxy.Directive, $"{proxy.Directive} in {proxy.Site}", $"reverse_proxy {server.Host}:PORT-OF-THE-APPLICATION");
            }
        }
    }

    private static IEnumerable<Fault> Disguised(CaddyConfig config) => config.Named("respond")
        .Where(one => one.Outward().Any(up => up.Name == "handle_errors") && (one.Has("200") || one.Named("status").Any(status => status.Argument(0) == "200")))
        .Select(one => new Fault(one, one.ToString(), $"{string.Join(' ', one.Words.Select(word => word.Text == "200" ? "{err.status_code}" : word.Quoted ? $"\"{word.Text}\"" : word.Text))}"));
}
