using System.Net;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Rules;

/// <summary>Servers that requests are sent to: names, kept connections, time out of service, encryption.</summary>
internal static class WorkerRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    public static readonly IReadOnlyList<ImportRule<ApacheConfig>> All =
    [
        new("frozen-dns", "Apache keeps the address it found at first for as long as it keeps connections, until it is started anew: when it changes, requests go on to the old one", ["stale-dns-address", "connect-refused"], Frozen),
        new("keepalive-longer-than-server", "connections are kept without limit, while many servers close theirs (Node and Apache after 5 s, gunicorn after 2 s), so a request may go out on one that is just being closed: AH01102, 502",
            ["keepalive-race", "upstream-closed-before-response"], Longer),
        new("single-server-disabled", "after one connection that fails, Apache does not ask the only server again for 60 s (retry): everybody gets 503 although it may be back within a second", ["no-healthy-upstream", "connect-refused"], Disabled),
        new("retry-on-application-error", "an error the application makes for one request takes the whole server out of service for its retry time", ["no-healthy-upstream", "upstream-sent-error"], FailOnStatus),
        new("balancer-timeout-is-queue", "of a balancer, timeout is how long to wait for a free server, not for the answer: the answer is still waited for as long as ProxyTimeout says", ["response-timeout"], BalancerTimeout),
        new("balancer-empty", "a balancer without members answers every request with 503", ["no-upstream-configured", "no-healthy-upstream"], EmptyBalancer),
        new("connect-timeout-missing", "a member whose machine is gone is waited for as long as an answer may take, before the next one is tried", ["connect-timeout"], SlowConnect),
        new("ssl-proxy-engine-off", "without it Apache speaks no TLS to servers: every request ends in 500 (AH00961, AH01144)", ["gateway-misconfigured"], NoTls),
        new("sni-preserved-host", "with ProxyPreserveHost the visitor's host is asked for in the handshake and compared with the certificate, which is made out for the server's own name", ["tls-certificate-name-mismatch", "tls-alert-received"], PreservedHost),
        new("wrong-scheme-for-port", "that port speaks the other protocol as a rule: every request ends in a failed handshake or an answer nobody can read", ["tls-wrong-protocol", "wrong-protocol-on-port"], WrongScheme),
    ];

    private static IEnumerable<ApacheWorker> Http(ApacheConfig config) => config.Workers.Where(worker => worker.Target.Scheme is "http" or "https" && !worker.IsPattern);

    private static bool Keeps(ApacheWorker worker) =>
        !worker.IsOn("disablereuse") && !"off".Equals(worker.Value("enablereuse"), StringComparison.OrdinalIgnoreCase)
        && !worker.Line.Outward().SelectMany(block => block.Named("setenv").Concat(block.Named("setenvif"))).Any(set => set.Arguments.Any(word => word.Text.StartsWith("proxy-nokeepalive", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<Fault> Frozen(ApacheConfig config) => Http(config)
        .Where(worker => worker.Target.IsName && Keeps(worker) && worker.Value("addressttl") is null)
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), $"{worker.Line} addressttl=10   # since 2.4.59; before that: disablereuse=on"));

    private static IEnumerable<Fault> Longer(ApacheConfig config) => Http(config)
        .Where(worker => Keeps(worker) && (worker.Value("ttl") is not { } ttl || Spans.Seconds(ttl) is not { } time || time >= Shortest || time == TimeSpan.Zero))
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), $"{worker.Line} ttl=4"));

    private static IEnumerable<Fault> Disabled(ApacheConfig config) => config.Workers
        .Where(worker => worker is { IsMember: false, IsBalancer: false, IsPattern: false } && worker.Target.Scheme is "http" or "https" or "ajp" && worker.Value("retry") is null)
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), $"{worker.Line} retry=0"));

    private static IEnumerable<Fault> FailOnStatus(ApacheConfig config) => config.All
        .Where(one => one.Name is "proxyset" or "proxypass" && one.Arguments.Any(word => word.Text.StartsWith("failonstatus=", StringComparison.OrdinalIgnoreCase) && word.Text.Contains("500", StringComparison.Ordinal)))
        .Select(one => new Fault(one, one.ToString(), string.Join(' ', one.Words.Select(word => word.Text).Where(text => !text.StartsWith("failonstatus=", StringComparison.OrdinalIgnoreCase)))));

    private static IEnumerable<Fault> BalancerTimeout(ApacheConfig config) => config.Workers
        .Where(worker => worker.IsBalancer && worker.Value("timeout") is not null)
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), $"BalancerMember … timeout={worker.Value("timeout")}"));

    private static IEnumerable<Fault> EmptyBalancer(ApacheConfig config)
    {
        foreach (var worker in config.Workers.Where(worker => worker.IsBalancer && !worker.IsPattern))
        {
            var key = ApacheConfig.Key(worker.Url);
            var apart = config.Workers.Any(other => other.IsMember && ApacheConfig.Key(other.Line.Argument(0)) == key);
            if (!apart && !(config.Balancers.TryGetValue(key, out var section) && section.Named("balancermember").Any()))
            {
                yield return new Fault(worker.Line, $"{worker.Line}: {(section is null ? "there is no such balancer" : "the balancer has no members")}", $"<Proxy \"{key}\"> BalancerMember \"http://127.0.0.1:8080\" </Proxy>");
            }
        }
    }

    private static IEnumerable<Fault> SlowConnect(ApacheConfig config)
    {
        foreach (var balancer in config.Balancers.Values)
        {
            var members = config.Workers.Where(worker => worker.IsMember && worker.Line.Parent == balancer).ToList();
            foreach (var member in members.Where(member => members.Count > 1 && member.Target.Socket is null && member.Value("connectiontimeout") is null))
            {
                yield return new Fault(member.Line, $"{member.Line}, one of {members.Count}", $"{member.Line} connectiontimeout=3");
            }
        }
    }

    private static IEnumerable<Fault> NoTls(ApacheConfig config) => config.Workers
        .Where(worker => worker.Target.Scheme is "https" or "wss" && !"on".Equals(ApacheConfig.InForce(worker.Line, "sslproxyengine")?.Argument(0), StringComparison.OrdinalIgnoreCase)
            && !config.Named("sslproxyengine").Any(set => worker.IsMember && "on".Equals(set.Argument(0), StringComparison.OrdinalIgnoreCase)))
        .Select(worker => new Fault(worker.Line, $"{worker.Line} without SSLProxyEngine", "SSLProxyEngine on"));

    private static IEnumerable<Fault> PreservedHost(ApacheConfig config) => config.Workers
        .Where(worker => worker.Target is { Scheme: "https", Socket: null } && !worker.IsMember && !IPAddress.TryParse(worker.Target.Host, out _) && worker.Target.IsName
            && ApacheConfig.InForce(worker.Line, "proxypreservehost") is { } keep && "on".Equals(keep.Argument(0), StringComparison.OrdinalIgnoreCase))
        .Select(worker => new Fault(ApacheConfig.InForce(worker.Line, "proxypreservehost")!, $"ProxyPreserveHost on, with {worker.Line}", "ProxyPreserveHost off"));

    private static IEnumerable<Fault> WrongScheme(ApacheConfig config) => config.Workers
        .Where(worker => (worker.Target.Scheme == "http" && worker.Target.Port == 443) || (worker.Target.Scheme == "https" && worker.Target.Port == 80))
        .Select(worker => new Fault(worker.Line, worker.Line.ToString(), worker.Target.Scheme == "http"
            ? worker.Line.ToString().Replace("http://", "https://", StringComparison.OrdinalIgnoreCase)
            : worker.Line.ToString().Replace("https://", "http://", StringComparison.OrdinalIgnoreCase)));
}
