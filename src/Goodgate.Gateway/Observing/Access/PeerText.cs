using System.Net;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>A client's address as logs write it.</summary>
internal static class PeerText
{
    /// <summary>The address; one of IPv4 that came in on an IPv6 socket as IPv4 (RFC 4291 §2.5.5.2). Null on a Unix socket.</summary>
    public static string? Of(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        _ => address.ToString(),
    };
}
