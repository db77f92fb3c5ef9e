namespace Goodgate.Wire.Dns;

/// <summary>What a server answered to one <see cref="DnsQuery"/>, checked and bounded.</summary>
public sealed record DnsResponse
{
    /// <summary>RCODE with the upper bits of the OPT record (RFC 6891 §6.1.3).</summary>
    public required int Rcode { get; init; }

    /// <summary>The server speaks for the zone itself.</summary>
    public bool Authoritative { get; init; }

    /// <summary>The answer did not fit: ask again over TCP. Nothing after the question has been read then.</summary>
    public bool Truncated { get; init; }

    /// <summary>The server asks others for its clients.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>The server understands EDNS.</summary>
    public bool HasOpt { get; init; }

    /// <summary>Addresses and aliases, in the server's order, whoever owns them; <see cref="AliasChain"/> picks ours.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>How long "there is none" may be remembered: the lesser of the SOA's TTL and MINIMUM (RFC 2308 §5); null without SOA.</summary>
    public TimeSpan? NegativeTimeToLive { get; init; }

    /// <summary>The authority section names servers to ask instead.</summary>
    public bool HasReferral { get; init; }

    /// <summary>The server's own reasons (RFC 8914).</summary>
    public IReadOnlyList<ExtendedDnsError> ExtendedErrors { get; init; } = [];

    /// <summary>Bytes after the last record. BIND notes and ignores them; so do we.</summary>
    public int TrailingBytes { get; init; }
}
