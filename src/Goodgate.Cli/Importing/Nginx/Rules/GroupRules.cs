using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Groups of servers: when one is out, who is asked next, and how often.</summary>
internal static class GroupRules
{
    private static readonly string[] ApplicationErrors = ["http_500", "http_503", "http_429"];

    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("max-fails-single-server", "with one server there is nobody else to ask: nginx ignores max_fails for a single address, and where the name has two addresses both are put aside after a few errors, so that visitors get \"no live upstreams\" without a try",
            ["no-healthy-upstream"], Single),
        new("no-usable-server", "nobody is left to send to", ["no-upstream-configured", "no-healthy-upstream"], Nobody),
        new("retry-non-idempotent", "a POST that was already sent is sent again to the next server: orders and payments are made twice, and a slow request is run by one server after the other",
            ["response-timeout", "worker-pool-exhausted"], NonIdempotent),
        new("retry-on-application-error", "an error the application makes for one request counts against the whole server: after max_fails of them (1) it is put aside, then the next, until there are \"no live upstreams\"",
            ["no-healthy-upstream", "upstream-sent-error"], OnApplicationError),
        new("next-upstream-timeout-short", "the time for all tries is over before the first connection attempt is, so the next server is never asked", ["connect-timeout", "response-timeout"], TriesTooShort),
        new("connect-timeout-long", "a server whose machine is gone is waited for that long before the next one is asked, or the visitor is told; two lost packets cost 3 s", ["connect-timeout", "gateway-out-of-resources"], SlowConnect),
    ];

    private static IEnumerable<Fault> Single(NginxConfig config)
    {
        foreach (var group in config.Groups)
        {
            if (group.Named("server").ToList() is not [var only] || only.Value("max_fails") is null or "0")
            {
                continue;
            }

            var kept = only.Words.Select(word => word.Text).Where(text => !text.StartsWith("max_fails=", StringComparison.Ordinal) && !text.StartsWith("fail_timeout=", StringComparison.Ordinal));
            yield return new Fault(only, $"{only}, the only server of upstream {group.Argument(0)}", $"{string.Join(' ', kept)} max_fails=0;");
        }
    }

    private static IEnumerable<Fault> Nobody(NginxConfig config) => config.Groups
        .Where(group => group.Named("server").All(server => server.Has("down")) && !group.Inner.Exists(one => one.IsBlock))
        .Select(group => new Fault(group, group.Named("server").Any() ? $"{group}: all its servers are marked down" : $"{group} without a server", $"{group} {{ server 127.0.0.1:8080; }}  # a server that answers"));

    private static IEnumerable<Fault> NonIdempotent(NginxConfig config) => NextUpstream(config)
        .Where(one => one.Has("non_idempotent"))
        .Select(one => new Fault(one, one.ToString(), $"{Without(one, "non_idempotent")};"));

    private static IEnumerable<Fault> OnApplicationError(NginxConfig config) => NextUpstream(config)
        .Where(one => one.Arguments.Any(word => ApplicationErrors.Contains(word.Text)))
        .Select(one => new Fault(one, one.ToString(), $"{Without(one, ApplicationErrors)};"));

    private static IEnumerable<Fault> TriesTooShort(NginxConfig config) => config.Passes
        .Where(pass => pass.Group is not null && pass.Setting("next_upstream_timeout") is { } all && Spans.Seconds(all.Argument(0)) is { } time && time > TimeSpan.Zero && time <= pass.Time("connect_timeout", 60))
        .Select(pass => new Fault(
            pass.Setting("next_upstream_timeout")!,
            $"{pass.Setting("next_upstream_timeout")} with {pass.Protocol}_connect_timeout {Spans.Shown(pass.Time("connect_timeout", 60))}",
            $"{pass.Protocol}_connect_timeout 2s;"));

    private static IEnumerable<Fault> SlowConnect(NginxConfig config) => config.Named("proxy_connect_timeout").Concat(config.Named("fastcgi_connect_timeout"))
        .Concat(config.Named("grpc_connect_timeout")).Concat(config.Named("uwsgi_connect_timeout"))
        .Where(one => Spans.Seconds(one.Argument(0)) >= TimeSpan.FromSeconds(30))
        .Select(one => new Fault(one, one.ToString(), string.Create(CultureInfo.InvariantCulture, $"{one.Name} 3s;")));

    private static IEnumerable<Directive> NextUpstream(NginxConfig config) => config.All.Where(one => one.Name.EndsWith("_next_upstream", StringComparison.Ordinal));

    private static string Without(Directive one, params string[] words)
    {
        var left = one.Words.Select(word => word.Text).Where(text => !words.Contains(text)).ToList();
        return string.Join(' ', left.Count > 1 ? left : [one.Name, "error", "timeout"]);
    }
}
