using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Errors the upstream sent itself. The gateway did its part: the next hop knows the reason.</summary>
internal static class RelayedRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("relayed-maintenance", On(Happening.UpstreamError).If(seen => seen.UpstreamStatus == 503 && Signs.Fact(seen, FactNames.RetryAfter) is not null),
            CauseIds.UpstreamSentError, Confidence.Certain,
            seen => $"{Server(seen)} itself sent 503 with Retry-After {Short(Signs.Fact(seen, FactNames.RetryAfter))}: planned maintenance or overload{Hop(seen)}"),
        // An error of the application's own making, with a warning of PHP beside it. A fatal error is ScriptFailed.
        new("relayed-script-error", On(Happening.UpstreamError).If(seen => Signs.Fact(seen, FactNames.PhpMessage) is not null), CauseIds.UpstreamSentError, Confidence.Certain,
            seen => $"{Server(seen)} itself sent {seen.UpstreamStatus?.ToString() ?? "an error status"}{Detail(seen)}"),
        // 502 and 504 are sent by gateways (RFC 9110 §15.6.3, §15.6.5): there is another hop behind this one.
        new("relayed-by-gateway", On(Happening.UpstreamError).If(seen => seen.UpstreamStatus is 502 or 504), CauseIds.UpstreamSentError, Confidence.Certain,
            seen => $"{Server(seen)} itself sent {seen.UpstreamStatus}: it is a gateway, and what stands behind it failed{Hop(seen)}"),
        new("relayed-cloudflare", On(Happening.UpstreamError).If(seen => seen.UpstreamStatus is (>= 520 and <= 527) or 530), CauseIds.UpstreamSentError, Confidence.Certain,
            seen => $"{Server(seen)} itself sent {seen.UpstreamStatus}{Meaning(seen)}{Hop(seen)}"),
        new("relayed", On(Happening.UpstreamError), CauseIds.UpstreamSentError, Confidence.Certain,
            seen => $"{Server(seen)} itself sent {seen.UpstreamStatus?.ToString() ?? "an error status"}{Hop(seen)}"),
    ];

    private static string Hop(Observation seen) => FactIf(seen, FactNames.Server, "Server:") + FactIf(seen, FactNames.Via, "Via:");

    private static string Meaning(Observation seen) =>
        ForeignCodes.Find($"cloudflare:{seen.UpstreamStatus}") is { } code ? $" (Cloudflare: {code.Meaning})" : "";
}
