using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>What clients do. In the phases Request and Deliver the peer is the client, so it is never the application's fault.</summary>
internal static class ClientRules
{
    /// <summary>Common limits of load balancers and CDNs (AWS ALB and nginx 60 s, Heroku 30 s, Cloudflare 100 s), met to a quarter of a second.</summary>
    private static readonly double[] FrontLimits = [30, 60, 100];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("client-limit-in-front", On(Happening.ClientLeft).If(LeftAtAFrontLimit), CauseIds.ClientAborted, Confidence.Likely,
            seen => $"the client side closed {Doing(seen.Phase)} after exactly {Evidence.Duration(seen.Elapsed)}: the limit of a load balancer or CDN in front, rather than a person",
            Party.Operator),
        new("client-left", On(Happening.ClientLeft), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client closed its connection {Doing(seen.Phase)}{After(seen)}"),

        new("client-closed-request", On(Happening.Closed).In(Phase.Request), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client closed its connection {Doing(Phase.Request)}{After(seen)}"),
        new("client-reset-request", On(Happening.Reset).In(Phase.Request), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client reset its connection {Doing(Phase.Request)}{After(seen)}"),
        new("client-slow-request", On(Happening.TimedOut).In(Phase.Request), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client did not finish sending its request{Within(seen)}"),
        new("client-bad-request", On(Happening.Violation).In(Phase.Request), CauseIds.GatewayConfiguredResponse, Confidence.Certain,
            seen => $"the request was refused: it breaks {Short(seen.Violation?.Clause ?? "the protocol")} ({Short(seen.Violation?.Kind ?? "no detail")})",
            Party.Visitor),
        new("client-other-protocol", On(Happening.OtherProtocol).In(Phase.Request), CauseIds.GatewayConfiguredResponse, Confidence.Certain,
            seen => $"the request was refused: its first bytes are {Short(seen.Protocol ?? "another protocol")}, not HTTP", Party.Visitor),

        new("client-closed-delivery", On(Happening.Closed).In(Phase.Deliver), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client closed its connection {Doing(Phase.Deliver)}{After(seen)}"),
        new("client-reset-delivery", On(Happening.Reset).In(Phase.Deliver), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client reset its connection {Doing(Phase.Deliver)}{After(seen)}"),
        new("client-slow-delivery", On(Happening.TimedOut).In(Phase.Deliver), CauseIds.ClientAborted, Confidence.Certain,
            seen => $"the client did not take the response{Within(seen)}"),

        new("only-if-cached", On(Happening.OnlyIfCached), CauseIds.CacheOnlyMiss, Confidence.Certain,
            _ => "the client asked for a stored answer only (Cache-Control: only-if-cached) and none is stored (RFC 9111 §5.2.1.7)"),
    ];

    private static bool LeftAtAFrontLimit(Observation seen) =>
        seen.Phase is Phase.Send or Phase.FirstByte or Phase.Head
        && seen.Elapsed is { } elapsed
        && FrontLimits.Any(limit => Math.Abs(elapsed.TotalSeconds - limit) <= 0.25);

    private static string Doing(Phase? phase) => phase switch
    {
        Phase.Request => "while sending its request",
        Phase.Routing => "while its request was queued",
        Phase.Resolve or Phase.Connect or Phase.Tls => "while we were connecting to the server",
        Phase.Send => "while its request was being passed on",
        Phase.FirstByte or Phase.Head => "while waiting for the response",
        Phase.Body or Phase.Deliver => "while receiving the response",
        Phase.Tunnel => "of the upgraded connection",
        _ => "before the end",
    };
}
