using System.Net;

namespace Goodgate.Gateway.Resolving;

/// <summary>The order in which addresses are tried (RFC 8305 §4): families by turns, IPv6 first, each in the server's order.</summary>
internal static class AddressOrder
{
    public static IReadOnlyList<IPAddress> Interleave(IReadOnlyList<IPAddress> ipv6, IReadOnlyList<IPAddress> ipv4)
    {
        var ordered = new List<IPAddress>(ipv6.Count + ipv4.Count);
        for (var i = 0; i < Math.Max(ipv6.Count, ipv4.Count); i++)
        {
            if (i < ipv6.Count)
            {
                ordered.Add(ipv6[i]);
            }

            if (i < ipv4.Count)
            {
                ordered.Add(ipv4[i]);
            }
        }

        return ordered;
    }
}
