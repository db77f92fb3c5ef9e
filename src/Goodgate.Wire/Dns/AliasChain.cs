using System.Net;

namespace Goodgate.Wire.Dns;

/// <summary>
/// The addresses a response gives for the name asked, found by following its aliases (RFC 1034 §3.6.2). Records of other owners are
/// not ours, whatever they say: taking them is how caches get poisoned (RFC 5452 §6).
/// </summary>
public sealed record AliasChain
{
    /// <summary>Most aliases followed. BIND stops at 16, unbound at 11.</summary>
    public const int MaxAliases = 16;

    /// <summary>Most addresses taken of one response; nobody tries more.</summary>
    public const int MaxAddresses = 64;

    /// <summary>Name at the end of the chain; the name asked when there is no alias.</summary>
    public required string CanonicalName { get; init; }

    /// <summary>Addresses in the server's order, without repeats.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Shortest TTL on the way; zero when there is no record at all.</summary>
    public required TimeSpan TimeToLive { get; init; }

    /// <summary>Follows the aliases from the name of <paramref name="query"/>; null when they loop or go on beyond <see cref="MaxAliases"/>.</summary>
    public static AliasChain? Follow(DnsResponse response, DnsQuery query)
    {
        var name = query.Name;
        TimeSpan? ttl = null;
        for (var hops = 0; hops <= MaxAliases; hops++)
        {
            var alias = Find(response, name);
            if (alias is null)
            {
                return End(response, query.Type, name, ttl);
            }

            ttl = Lesser(ttl, alias.TimeToLive);
            name = alias.Target!;
        }

        return null;
    }

    private static DnsRecord? Find(DnsResponse response, string owner)
    {
        foreach (var record in response.Answers)
        {
            if (record.Type == DnsRecordType.Cname && SameName(record.Owner, owner))
            {
                return record;
            }
        }

        return null;
    }

    private static AliasChain End(DnsResponse response, DnsRecordType type, string name, TimeSpan? ttl)
    {
        var addresses = new List<IPAddress>();
        foreach (var record in response.Answers)
        {
            if (record.Type == type && SameName(record.Owner, name) && addresses.Count < MaxAddresses && !addresses.Contains(record.Address!))
            {
                addresses.Add(record.Address!);
                ttl = Lesser(ttl, record.TimeToLive);
            }
        }

        return new AliasChain { CanonicalName = name, Addresses = addresses, TimeToLive = ttl ?? TimeSpan.Zero };
    }

    private static bool SameName(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan Lesser(TimeSpan? known, TimeSpan other) => known is { } least && least < other ? least : other;
}
