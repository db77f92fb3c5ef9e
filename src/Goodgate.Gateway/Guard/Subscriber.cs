using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Guard;

/// <summary>Who counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, which is what one subscriber is given (RFC 6177 §2).</summary>
/// <param name="IsIPv6">True for the latter.</param>
/// <param name="Bits">The 32 or 64 bits.</param>
internal readonly record struct Subscriber(bool IsIPv6, ulong Bits)
{
    /// <summary>The subscriber behind an address; an IPv4 address within IPv6 (RFC 4291 §2.5.5.2) is itself.</summary>
    public static Subscriber Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.IsIPv4MappedToIPv6 ? new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? new(true, BinaryPrimitives.ReadUInt64BigEndian(bytes))
            : new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
