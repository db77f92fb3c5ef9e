using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Every fault the lab can play, and why it cannot play the other causes.</summary>
public static class Faults
{
    private const string PartOfGateway = "The gateway decides it; no server can make it happen.";
    private const string PartOfLogs = "Seen by comparing several sources; no single server shows it.";

    /// <summary>All faults, in the order of a connection's life; oddities, which are no failures, last.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. NetworkFaults.All,
        .. TlsFaults.All,
        .. ConnectionFaults.All,
        .. StatusLineFaults.All,
        .. FieldFaults.All,
        .. FramingFaults.All,
        .. ProtocolFaults.All,
        .. ApplicationFaults.All,
        .. FastCgiFaults.All,
        .. Oddities.All,
    ];

    /// <summary>Causes that no server of the lab plays, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotPlayed { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [CauseIds.DestinationProhibited] = "The gateway's own rule; the lab's resolver offers " + Dns.LabNames.Metadata + " to try it.",
        [CauseIds.Http2ProtocolError] = "The gateway speaks HTTP/1.1 to servers; an HTTP/2 server is wrong-protocol-on-port-http2.",
        [CauseIds.NoHealthyUpstream] = PartOfGateway,
        [CauseIds.NoUpstreamConfigured] = PartOfGateway,
        [CauseIds.UpstreamConnectionLimit] = PartOfGateway,
        [CauseIds.RateLimited] = PartOfGateway,
        [CauseIds.GatewayOutOfResources] = PartOfGateway,
        [CauseIds.GatewayConfiguredResponse] = PartOfGateway,
        [CauseIds.PolicyServiceUnavailable] = PartOfGateway,
        [CauseIds.ProxyLoop] = "A gateway that is its own server makes it; give its own address as server URL.",
        [CauseIds.GatewayMisconfigured] = PartOfGateway,
        [CauseIds.GatewayInternalError] = PartOfGateway,
        [CauseIds.SiteFilesUnreadable] = PartOfGateway,
        [CauseIds.StoredPageUnreadable] = PartOfGateway,
        [CauseIds.CacheOnlyMiss] = PartOfGateway,
        [CauseIds.ClientAborted] = "The client makes it happen.",
        [CauseIds.Undetermined] = "It means that evidence is missing; no server can be blamed.",
        [CauseIds.FirewallOrWafInterference] = PartOfLogs,
        [CauseIds.CachedErrorPage] = PartOfLogs,
        [CauseIds.StaleDnsAddress] = "Played with the lab's resolver, whose answers can be changed while it runs.",
        [CauseIds.VisitorLocalGlitch] = PartOfLogs,
        [CauseIds.CdnOriginMismatch] = PartOfLogs,
    };

    /// <summary>The fault of that name; a cause's id finds its principal fault. Null when there is none.</summary>
    public static Fault? Find(string nameOrCause) =>
        All.FirstOrDefault(f => f.Name.Equals(nameOrCause, StringComparison.OrdinalIgnoreCase));
}
