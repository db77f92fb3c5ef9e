using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Causes that no request through today's gateway ends in, and why. A cause that becomes reachable leaves this list for a test.</summary>
internal static class NotReached
{
    private const string Elsewhere = "is found by comparing sources (probes from outside, other programs' logs); one exchange cannot show it";

    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [CauseIds.DestinationProhibited] = "needs a rule about addresses that names may lead to; there is none yet",
        [CauseIds.Http2ProtocolError] = "needs HTTP/2 towards servers; an HTTP/2 server is wrong-protocol-on-port, which is proven",
        [CauseIds.NoHealthyUpstream] = "needs health checks or outlier detection; every server is tried today",
        [CauseIds.PolicyServiceUnavailable] = "needs a service that is asked for permission; there is none yet",
        [CauseIds.CacheOnlyMiss] = "is a refusal with the word only-if-cached: what a client asks for must raise no alarm",
        [CauseIds.Undetermined] = "would be a defect of the gateway; every other test here asserts that it does not come",
        [CauseIds.FirewallOrWafInterference] = Elsewhere,
        [CauseIds.CachedErrorPage] = Elsewhere,
        [CauseIds.StaleDnsAddress] = "needs the memory of addresses that a name had before; the resolver keeps the present ones",
        [CauseIds.VisitorLocalGlitch] = Elsewhere,
        [CauseIds.CdnOriginMismatch] = Elsewhere,
    };
}
