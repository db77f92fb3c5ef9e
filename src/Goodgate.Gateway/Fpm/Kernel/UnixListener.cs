using System.Buffers.Binary;
using System.Text;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>A listening Unix socket in the kernel's words (linux/unix_diag.h).</summary>
/// <param name="Path">As it was bound; null for one without a name.</param>
/// <param name="Identity">Its file; null when it has none.</param>
/// <param name="Waiting">Connections not accepted yet.</param>
/// <param name="Room">Its backlog.</param>
internal sealed record UnixListener(string? Path, SocketIdentity? Identity, int Waiting, int Room)
{
    private const byte Family = 1;                  // AF_UNIX
    private const byte Listening = 10;              // TCP_LISTEN, which Unix sockets share
    private const uint Show = 0x01 | 0x02 | 0x10;   // UDIAG_SHOW_NAME | UDIAG_SHOW_VFS | UDIAG_SHOW_RQLEN

    // struct unix_diag_req and struct unix_diag_msg.
    private const int RequestLength = 24;
    private const int MessageLength = 16;

    private const int NameAttribute = 0;            // UNIX_DIAG_NAME
    private const int FileAttribute = 1;            // UNIX_DIAG_VFS
    private const int QueueAttribute = 4;           // UNIX_DIAG_RQLEN

    /// <summary>Asks for every listening one.</summary>
    /// <remarks><code>
    /// 0 family   1 protocol   2 pad(2)   4 states   8 inode   12 show   16 cookie(8)
    /// </code></remarks>
    public static byte[] Request()
    {
        var request = new byte[RequestLength];
        request[0] = Family;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), 1u << Listening);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(12), Show);
        return request;
    }

    /// <summary>Reads one message of the answer; null when it is no listener.</summary>
    /// <remarks><code>
    /// 0 family   1 type   2 state   3 pad   4 inode   8 cookie(8)   16 attributes
    /// </code></remarks>
    public static UnixListener? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < MessageLength || message[0] != Family || message[2] != Listening)
        {
            return null;
        }

        string? path = null;
        SocketIdentity? identity = null;
        (int Waiting, int Room)? queue = null;
        var attributes = new NetlinkAttributes(message[MessageLength..]);
        while (attributes.Next(out var type, out var value))
        {
            switch (type)
            {
                case NameAttribute:
                    path = Encoding.UTF8.GetString(value.TrimEnd((byte)0));
                    break;
                case FileAttribute when value.Length >= 8:
                    identity = new SocketIdentity(BinaryPrimitives.ReadUInt32LittleEndian(value), BinaryPrimitives.ReadUInt32LittleEndian(value[4..]));
                    break;
                case QueueAttribute when value.Length >= 8:
                    queue = (BinaryPrimitives.ReadInt32LittleEndian(value), BinaryPrimitives.ReadInt32LittleEndian(value[4..]));
                    break;
            }
        }

        return queue is { } known ? new UnixListener(path, identity, known.Waiting, known.Room) : null;
    }
}
