using System.Net;
using System.Net.Sockets;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Which addresses stay inside a machine or an organisation.</summary>
internal static class Addresses
{
    /// <summary>RFC 1918, RFC 6598 (carrier NAT, used by clouds and overlays), RFC 3927, loopback; RFC 4193 and RFC 4291 link-local for IPv6.</summary>
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("fc00::/7"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("::1/128"),
    ];

    public static bool IsPrivate(IPAddress address)
    {
        var plain = address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return Inside.Any(n => n.Contains(plain));
    }
}
