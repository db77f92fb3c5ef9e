using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Finding an address. In this phase the peer is the resolver: whatever it does to us is a failure of the name service.</summary>
internal static class ResolveRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("name-without-address", On(Happening.NameNotFound).If(seen => seen.Rcode == 0), CauseIds.DnsNameNotFound, Confidence.Certain,
            seen => $"{Name(seen)} exists but has no address (NOERROR, no A or AAAA record){After(seen)}{By(seen)}"),
        new("name-not-found", On(Happening.NameNotFound), CauseIds.DnsNameNotFound, Confidence.Certain,
            seen => $"{Name(seen)} does not exist ({Code(seen, 3)}){After(seen)}{By(seen)}"),
        new("name-server-failed", On(Happening.NameServerFailed), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"the lookup of {Name(seen)} failed ({Code(seen, null)}){After(seen)}{By(seen)}{Detail(seen)}"),
        new("resolver-silent", On(Happening.TimedOut).In(Phase.Resolve), CauseIds.DnsTimeout, Confidence.Certain,
            seen => $"no answer for {Name(seen)}{By(seen)}{Within(seen)}"),
        new("resolver-refused", On(Happening.Refused).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"nothing answers on the resolver's port{Error(seen, Errno.Refused)}{By(seen)}; asked for {Name(seen)}"),
        new("resolver-unreachable", On(Happening.Unreachable).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"no route to the resolver{Error(seen)}{By(seen)}; asked for {Name(seen)}"),
        new("resolver-blocked", On(Happening.PermissionDenied).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Likely,
            seen => $"this machine may not send to the resolver{Error(seen)}{By(seen)}: a local firewall or policy", Party.Security),
        new("resolver-closed", On(Happening.Closed).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"the resolver closed the connection without an answer for {Name(seen)}{After(seen)}{By(seen)}"),
        new("resolver-reset", On(Happening.Reset).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"the resolver reset the connection without an answer for {Name(seen)}{After(seen)}{By(seen)}"),
        new("resolver-violation", On(Happening.Violation).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"the answer for {Name(seen)}{By(seen)} is not a valid DNS message ({Short(seen.Violation?.Kind ?? "no detail")})"),
        new("resolver-other-protocol", On(Happening.OtherProtocol).In(Phase.Resolve), CauseIds.DnsServerFailure, Confidence.Certain,
            seen => $"what answers{By(seen)} is no name server: it speaks {Short(seen.Protocol ?? "another protocol")}", Party.Operator),
    ];

    private static string Code(Observation seen, int? usual) => (seen.Rcode ?? usual) is { } code ? Rcode.Name(code) : "no response code known";
}
