using System.Globalization;
using System.Net;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>An address as logs write it.</summary>
internal static class PeerText
{
    /// <summary>Most characters: an IPv6 address with a scope (RFC 4291 §2.2, RFC 4007 §11.2).</summary>
    public const int Longest = 65;

    /// <summary>Writes it in ASCII; one of IPv4 that came in on an IPv6 socket as IPv4 (RFC 4291 §2.5.5.2).</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(IPAddress address, Span<byte> to)
    {
        if (!address.IsIPv4MappedToIPv6)
        {
            address.TryFormat(to, out var written);
            return written;
        }

        // By hand: on a listener for both families every IPv4 client comes so, and MapToIPv4 makes an object.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var at = 0;
        for (var i = 12; i < 16; i++)
        {
            bytes[i].TryFormat(to[at..], out var digits, default, CultureInfo.InvariantCulture);
            at += digits;
            if (i < 15)
            {
                to[at++] = (byte)'.';
            }
        }

        return at;
    }
}
