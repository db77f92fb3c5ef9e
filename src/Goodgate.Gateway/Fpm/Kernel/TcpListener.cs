using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>A listening TCP socket in the kernel's words (linux/inet_diag.h).</summary>
/// <param name="Address">Where it listens; 0.0.0.0 and :: are all addresses.</param>
/// <param name="Port">Its port.</param>
/// <param name="Waiting">Connections not accepted yet.</param>
/// <param name="Room">Its backlog, as the kernel cut it.</param>
internal sealed record TcpListener(IPAddress Address, int Port, int Waiting, int Room)
{
    private const byte Version4 = 2;                // AF_INET
    private const byte Version6 = 10;               // AF_INET6
    private const byte Tcp = 6;                     // IPPROTO_TCP
    private const byte Listening = 10;              // TCP_LISTEN

    // struct inet_diag_req_v2 and struct inet_diag_msg.
    private const int RequestLength = 56;
    private const int MessageLength = 72;

    /// <summary>Asks for the listeners of one family on one port.</summary>
    /// <remarks><code>
    /// 0 family   1 protocol   2 ext   3 pad   4 states   8 source port (network order)   10 … the rest of the socket's id
    /// </code></remarks>
    public static byte[] Request(AddressFamily family, int port)
    {
        var request = new byte[RequestLength];
        request[0] = family == AddressFamily.InterNetwork ? Version4 : Version6;
        request[1] = Tcp;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), 1u << Listening);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), (ushort)port);
        return request;
    }

    /// <summary>Reads one message of the answer; null when it is no listener.</summary>
    /// <remarks><code>
    /// 0 family   1 state   2 timer   3 retransmits   4 source port   6 destination port   8 source(16)   24 destination(16)   40 interface   44 cookie(8)
    /// 52 expires   56 receive queue   60 write queue   64 user   68 inode
    /// </code></remarks>
    public static TcpListener? Read(ReadOnlySpan<byte> message) =>
        message.Length < MessageLength || message[0] is not (Version4 or Version6) || message[1] != Listening
            ? null
            : new TcpListener(
                new IPAddress(message.Slice(8, message[0] == Version4 ? 4 : 16)),
                BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
                BinaryPrimitives.ReadInt32LittleEndian(message[56..]),
                BinaryPrimitives.ReadInt32LittleEndian(message[60..]));

    /// <summary>Whether connections to an address come here.</summary>
    public bool Takes(IPAddress address) =>
        Address.Equals(address) || Address.Equals(IPAddress.IPv6Any) || (Address.Equals(IPAddress.Any) && address.AddressFamily == AddressFamily.InterNetwork);
}
