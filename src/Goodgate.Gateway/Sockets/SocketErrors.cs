using System.Net.Sockets;

namespace Goodgate.Gateway.Sockets;

/// <summary>Error numbers of Linux (errno.h) and the words .NET has for them.</summary>
internal static class SocketErrors
{
    private static readonly (int Errno, SocketError Error)[] Table =
    [
        (2, SocketError.AddressNotAvailable),       // ENOENT: the file of a Unix socket; .NET has no word of its own for it
        (11, SocketError.WouldBlock),
        (13, SocketError.AccessDenied),
        (22, SocketError.InvalidArgument),
        (24, SocketError.TooManyOpenSockets),
        (32, SocketError.Shutdown),
        (99, SocketError.AddressNotAvailable),
        (100, SocketError.NetworkDown),
        (101, SocketError.NetworkUnreachable),
        (103, SocketError.ConnectionAborted),
        (104, SocketError.ConnectionReset),
        (105, SocketError.NoBufferSpaceAvailable),
        (110, SocketError.TimedOut),
        (111, SocketError.ConnectionRefused),
        (112, SocketError.HostDown),
        (113, SocketError.HostUnreachable),
    ];

    // Others that a socket can meet, which no cause needs to tell apart: their number is lost in SocketError, and so they have no way back.
    private static readonly (int Errno, SocketError Error)[] OneWay =
    [
        (1, SocketError.AccessDenied),              // EPERM: a packet filter on the way out
        (9, SocketError.OperationAborted),          // EBADF: closed by ourselves
        (12, SocketError.NoBufferSpaceAvailable),   // ENOMEM
        (20, SocketError.AddressNotAvailable),      // ENOTDIR
        (23, SocketError.TooManyOpenSockets),       // ENFILE
        (71, SocketError.ConnectionReset),          // EPROTO
        (107, SocketError.NotConnected),            // ENOTCONN
    ];

    /// <summary>The word for an error number.</summary>
    public static SocketError Of(int errno)
    {
        foreach (var row in Table)
        {
            if (row.Errno == errno)
            {
                return row.Error;
            }
        }

        foreach (var row in OneWay)
        {
            if (row.Errno == errno)
            {
                return row.Error;
            }
        }

        return SocketError.SocketError;
    }

    /// <summary>The error number behind a word; null where there is none to tell.</summary>
    public static int? Errno(SocketError error)
    {
        // From the end: 99 stands for AddressNotAvailable, and 2 only where a path is at hand (SocketFailure).
        for (var i = Table.Length - 1; i >= 0; i--)
        {
            if (Table[i].Error == error)
            {
                return Table[i].Errno;
            }
        }

        return null;
    }

    /// <summary>Bytes that a call moved, and whether it failed.</summary>
    public static int Count(nint result, out SocketError error)
    {
        error = result >= 0 ? SocketError.Success : Of(Libc.Errno);
        return (int)Math.Max(result, 0);
    }

    /// <summary>The same as .NET throws it.</summary>
    public static SocketException Exception(int errno) => new((int)Of(errno));
}
