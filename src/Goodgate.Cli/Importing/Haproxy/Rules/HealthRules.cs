namespace Goodgate.Cli.Importing.Haproxy.Rules;

/// <summary>Health checks, and who is asked when a server is out.</summary>
internal static class HealthRules
{
    public static readonly IReadOnlyList<ImportRule<HaproxyConfig>> All =
    [
        new("server-without-check", "HAProxy never learns that this server is down: its share of the requests fails until somebody looks", ["connect-refused", "connect-timeout"], Unchecked),
        new("health-check-without-host", "the check carries no Host: a server of several sites answers 400, 404 or a redirect, and is taken for dead although it works", ["no-healthy-upstream"], WithoutHost),
        new("health-check-expects-200", "only 200 counts as alive: a page that redirects (to https, to /login) takes every server out of service at once", ["no-healthy-upstream"], Only200),
        new("health-check-options", "without a method the check is OPTIONS /, which many applications answer with 404, 405 or 501: the servers are taken for dead", ["no-healthy-upstream"], OptionsRequest),
        new("observe-single-server", "answers to visitors count as checks: a few errors of the application itself take the only server out of service, and everybody gets 503", ["no-healthy-upstream"], Observed),
        new("redispatch-missing", "whoever has the cookie of a server that is down is sent to it again and again, although others could answer", ["connect-refused", "no-healthy-upstream"], Sticky),
        new("backend-unknown", "HAProxy does not start: there is no such backend", ["no-upstream-configured", "gateway-misconfigured"], Unknown),
        new("backend-empty", "a backend without servers answers every request with 503", ["no-healthy-upstream", "no-upstream-configured"], Empty),
        new("no-default-backend", "a request that no use_backend takes is answered 503 (NOSRV), as if the site were down", ["no-healthy-upstream", "no-upstream-configured"], NoDefault),
        new("retry-non-idempotent", "a POST that was already sent is sent again: orders and payments are made twice", ["response-timeout", "worker-pool-exhausted"], NonIdempotent),
    ];

    private static IEnumerable<Fault> Unchecked(HaproxyConfig config)
    {
        foreach (var proxy in config.Proxies.Where(proxy => proxy.Servers.Count(server => !server.Has("disabled")) > 1))
        {
            foreach (var server in proxy.Servers.Where(server => !server.Has("check") && !server.Has("track") && !server.Has("disabled")))
            {
                yield return new Fault(server.Line, $"{server.Line}", $"{server.Line} check");
            }
        }
    }

    private static IEnumerable<HaproxyProxy> Checked(HaproxyConfig config) => config.Proxies.Where(proxy => proxy.Option("httpchk") is not null && proxy.Servers.Any(server => server.Has("check")));

    private static IEnumerable<Fault> WithoutHost(HaproxyConfig config) => Checked(config)
        .Where(proxy => !proxy.Option("httpchk")!.Arguments.Any(word => word.Text.Contains("host:", StringComparison.OrdinalIgnoreCase))
            && !proxy.Everywhere("http-check").Any(check => check.Arguments.Any(word => word.Text.Equals("host", StringComparison.OrdinalIgnoreCase)))
            && proxy.Option("httpchk")!.Count > 1)
        .Select(proxy => new Fault(proxy.Option("httpchk")!, proxy.Option("httpchk")!.ToString(), $"http-check send hdr Host {(proxy.Servers.FirstOrDefault(one => !one.Has("backup")) is { Address: { IsName: true, Host: var host } } ? host : "www.example.com")}"));

    private static IEnumerable<Fault> Only200(HaproxyConfig config) => Checked(config)
        .Select(proxy => proxy.Everywhere("http-check").FirstOrDefault(check => check.Argument(0) == "expect" && check.Has("status") && check.Has("200") && Path(proxy) == "/"))
        .OfType<Reading.Directive>().Select(expect => new Fault(expect, expect.ToString(), "http-check expect status 200-399"));

    private static string Path(HaproxyProxy proxy)
    {
        var send = proxy.Everywhere("http-check").Where(check => check.Argument(0) == "send").Select(check => Behind(check, "uri")).FirstOrDefault(uri => uri is not null);
        return send ?? (proxy.Option("httpchk")!.Count switch
        {
            1 => "/",
            2 => proxy.Option("httpchk")!.Argument(1),
            _ => proxy.Option("httpchk")!.Argument(2),
        });
    }

    private static string? Behind(Reading.Directive line, string word)
    {
        for (var i = 0; i + 1 < line.Count; i++)
        {
            if (line.Argument(i) == word)
            {
                return line.Argument(i + 1);
            }
        }

        return null;
    }

    private static IEnumerable<Fault> OptionsRequest(HaproxyConfig config) => Checked(config)
        .Where(proxy => proxy.Option("httpchk")!.Count == 1 && !proxy.Everywhere("http-check").Any(check => check.Argument(0) == "send" && (check.Has("meth") || check.Has("uri"))))
        .Select(proxy => new Fault(proxy.Option("httpchk")!, "option httpchk", "option httpchk GET /health"));

    private static IEnumerable<Fault> Observed(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy.Servers is [var only] && only.Option("observe") == "layer7")
        .Select(proxy => new Fault(proxy.Servers[0].Line, proxy.Servers[0].Line.ToString(), $"server {proxy.Servers[0].Name} {proxy.Servers[0].Line.Argument(1)} check"));

    private static IEnumerable<Fault> Sticky(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy.Servers.Count > 1 && (proxy.Section.Named("cookie").Any() || proxy.Section.Named("stick").Any() || proxy.Section.Named("stick-table").Any(_ => proxy.Section.Named("stick").Any())) && proxy.Option("redispatch") is null)
        .Select(proxy => new Fault(proxy.Section, $"{proxy.Section} keeps visitors with a server, without option redispatch", "option redispatch"));

    private static IEnumerable<Fault> Unknown(HaproxyConfig config) => config.Proxies.SelectMany(proxy => proxy.Section.Inner)
        .Where(one => one.Name is "use_backend" or "default_backend" && !one.Argument(0).Contains('%') && config.Backend(one.Argument(0)) is null)
        .Select(one => new Fault(one, one.ToString(), $"backend {one.Argument(0)}  # a section with its servers"));

    private static IEnumerable<Fault> Empty(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { Kind: "backend", IsHttp: true, Servers.Count: 0 }
            && !proxy.Section.Inner.Exists(one => one.Name is "redirect" or "stats" or "dispatch" or "use-server" || (one.Name == "http-request" && one.Argument(0) is "return" or "deny" or "redirect" or "use-service" or "tarpit" or "reject")))
        .Select(proxy => new Fault(proxy.Section, $"{proxy.Section} without a server", "server app 127.0.0.1:8080 check"));

    private static IEnumerable<Fault> NoDefault(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { Kind: "frontend", IsHttp: true } && proxy.Section.Named("use_backend").Any() && proxy.Setting("default_backend") is null
            && proxy.Section.Named("use_backend").All(one => one.Count > 1 || one.Argument(0).Contains('%')))
        .Select(proxy => new Fault(proxy.Section, $"{proxy.Section} without default_backend", $"default_backend {proxy.Section.Last("use_backend")!.Argument(0)}"));

    private static IEnumerable<Fault> NonIdempotent(HaproxyConfig config) => config.Proxies
        .Where(proxy => proxy is { IsBackend: true, Servers.Count: > 0 } && proxy.Setting("retry-on") is { } retry
            && retry.Arguments.Any(word => word.Text is "all-retryable-errors" or "empty-response" or "response-timeout" or "junk-response" or "0rtt-rejected" || word.Text is ['5', _, _])
            && !proxy.Everywhere("http-request").Any(one => one.Argument(0) == "disable-l7-retry"))
        .Select(proxy => new Fault(proxy.Setting("retry-on")!, proxy.Setting("retry-on")!.ToString(), "http-request disable-l7-retry unless METH_GET"));
}
