using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>Connections by the address of their client. Of IPv6 the first 64 bits count: that is what one subscriber is given (RFC 6177 §2).</summary>
internal sealed class AddressPlaces
{
    private readonly Dictionary<(bool IsIPv6, ulong Bits), int> _places = [];

    /// <summary>Counts one more of an address, if it may have one.</summary>
    /// <param name="address">The client's.</param>
    /// <param name="most">Most it may have; 0 = no limit.</param>
    public bool TryEnter(IPAddress address, int most)
    {
        var key = Key(address);
        lock (_places)
        {
            var here = _places.GetValueOrDefault(key);
            if (most > 0 && here >= most)
            {
                return false;
            }

            _places[key] = here + 1;
            return true;
        }
    }

    /// <summary>One of an address has gone.</summary>
    public void Leave(IPAddress address)
    {
        var key = Key(address);
        lock (_places)
        {
            if (_places.GetValueOrDefault(key) is > 1 and var here)
            {
                _places[key] = here - 1;
            }
            else
            {
                _places.Remove(key);
            }
        }
    }

    private static (bool IsIPv6, ulong Bits) Key(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.IsIPv4MappedToIPv6 ? (false, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : address.AddressFamily == AddressFamily.InterNetworkV6 ? (true, BinaryPrimitives.ReadUInt64BigEndian(bytes))
            : (false, BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
