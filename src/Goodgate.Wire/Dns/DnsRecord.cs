using System.Net;

namespace Goodgate.Wire.Dns;

/// <summary>An address or an alias from the answer section.</summary>
/// <param name="Owner">Name it belongs to.</param>
/// <param name="Type">A, AAAA or CNAME.</param>
/// <param name="TimeToLive">How long it may be remembered; values with the top bit set count as zero (RFC 2181 §8).</param>
/// <param name="Address">The address; null for an alias.</param>
/// <param name="Target">The name an alias stands for; null for an address.</param>
public sealed record DnsRecord(string Owner, DnsRecordType Type, TimeSpan TimeToLive, IPAddress? Address, string? Target);
