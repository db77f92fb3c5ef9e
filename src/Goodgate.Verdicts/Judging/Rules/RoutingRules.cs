using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Choosing where a request goes, and whether it may go at all.</summary>
internal static class RoutingRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("no-server", On(Happening.NoServer), CauseIds.NoHealthyUpstream, Confidence.Certain,
            seen => $"every server of upstream {Short(seen.Upstream ?? seen.Server ?? "(unnamed)")} is out of use"
                + $"{FactIf(seen, FactNames.LastFailure, "last failure:")}{Detail(seen)}"),
        new("nothing-configured", On(Happening.NothingConfigured), CauseIds.NoUpstreamConfigured, Confidence.Certain,
            seen => seen.Upstream is { } upstream
                ? $"upstream {Short(upstream)} has no servers{Detail(seen)}"
                : $"no route for host {Short(seen.Host ?? "(unknown)")} and target {Short(seen.Target ?? "(unknown)")}{Detail(seen)}"),
        new("client-connection-limit", On(Happening.ConnectionLimit).In(Phase.Request), CauseIds.RateLimited, Confidence.Certain,
            seen => $"the limit on a client's connections was reached{Limit(seen)}{Detail(seen)}"),
        new("connection-limit", On(Happening.ConnectionLimit), CauseIds.UpstreamConnectionLimit, Confidence.Certain,
            seen => $"all connections to {Server(seen)} are in use and the queue for one is full{Limit(seen)}{Detail(seen)}"),
        new("queue-timeout", On(Happening.TimedOut).In(Phase.Routing), CauseIds.UpstreamConnectionLimit, Confidence.Certain,
            seen => $"no connection to {Server(seen)} became free{Within(seen)}"),
        new("rate-limit", On(Happening.RateLimit), CauseIds.RateLimited, Confidence.Certain,
            seen => $"requests came faster than allowed{Limit(seen)}{FactIf(seen, FactNames.Rule, "rule")}{Detail(seen)}"),
        new("configured-maintenance", On(Happening.ConfiguredAnswer).If(seen => Signs.Fact(seen, FactNames.RetryAfter) is not null),
            CauseIds.GatewayConfiguredResponse, Confidence.Certain,
            seen => $"settings answer this request{Status(seen)} with Retry-After {Short(Signs.Fact(seen, FactNames.RetryAfter))}: planned maintenance"
                + FactIf(seen, FactNames.Rule, "rule")),
        new("configured-answer", On(Happening.ConfiguredAnswer), CauseIds.GatewayConfiguredResponse, Confidence.Certain,
            seen => $"settings answer this request{Status(seen)}{FactIf(seen, FactNames.Rule, "rule")}{Detail(seen)}"),
        new("policy-failed", On(Happening.PolicyFailed), CauseIds.PolicyServiceUnavailable, Confidence.Certain,
            seen => $"the service that must permit the request did not answer usably{FactIf(seen, FactNames.Service, "service")}{Detail(seen)}"),
        new("loop", On(Happening.Loop), CauseIds.ProxyLoop, Confidence.Certain,
            seen => $"the request has been through this gateway before{FactIf(seen, FactNames.Via, "Via:")}: {Server(seen)} leads back here"),
    ];

    private static string Limit(Observation seen) => seen.Limit is { } limit ? $" ({Short(limit.Setting)} = {Short(limit.Value)})" : "";

    private static string Status(Observation seen) => seen.ClientStatus is { } status ? $" with {status}" : "";
}
