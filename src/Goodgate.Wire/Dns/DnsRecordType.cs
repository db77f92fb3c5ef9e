namespace Goodgate.Wire.Dns;

/// <summary>Types of records this reader understands; others are stepped over. Source: RFC 1035 §3.2.2, RFC 3596 §2.1, RFC 6891 §6.1.1.</summary>
public enum DnsRecordType
{
    /// <summary>No type; not a valid record.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>Another name for the owner.</summary>
    Cname = 5,

    /// <summary>Start of a zone; in a negative answer it says how long to remember it (RFC 2308 §5).</summary>
    Soa = 6,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>The pseudo-record of EDNS (RFC 6891).</summary>
    Opt = 41,
}
