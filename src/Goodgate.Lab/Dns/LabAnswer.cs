using System.Net;

namespace Goodgate.Lab.Dns;

/// <summary>How the lab's DNS server delivers an answer.</summary>
public enum LabDelivery
{
    /// <summary>Rightly.</summary>
    Right,

    /// <summary>Not at all.</summary>
    Silent,

    /// <summary>Truncated over UDP (TC set, no records), whole over TCP.</summary>
    TruncatedOverUdp,

    /// <summary>Over UDP after a forged one with a wrong id.</summary>
    AfterForged,

    /// <summary>With a compression pointer that points to itself.</summary>
    Garbled,
}

/// <summary>What the lab's DNS server says about a name.</summary>
public sealed record LabAnswer
{
    /// <summary>Response code (RFC 1035 §4.1.1).</summary>
    public int Rcode { get; init; }

    /// <summary>Addresses: IPv4 ones are given to A queries, IPv6 ones to AAAA queries.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Target of a CNAME that stands before the addresses; null = none.</summary>
    public string? Alias { get; init; }

    /// <summary>Time to live of every record.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(30);

    public LabDelivery Delivery { get; init; }

    /// <summary>The right answer with these addresses.</summary>
    public static LabAnswer To(params IReadOnlyList<IPAddress> addresses) => new() { Addresses = addresses };

    /// <summary>An error.</summary>
    public static LabAnswer Error(int rcode) => new() { Rcode = rcode };
}
