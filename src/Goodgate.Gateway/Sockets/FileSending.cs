using System.Net.Sockets;
using System.Runtime.InteropServices;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Sockets;

/// <summary>sendfile(2): a file goes into a socket from the memory where the system has it, and not by way of ours (docs/decisions/0031-sendfile.md).</summary>
internal static class FileSending
{
    /// <summary>Most bytes of one call: sent in a fraction of a millisecond, in which the others on a loop wait.</summary>
    public const int MostAtOnce = 512 * 1024;

    /// <summary>Nothing was sent: a disk would have to be asked, which the thread of a loop does not wait for.</summary>
    public const SocketError AsksDisk = SocketError.TryAgain;

    /// <summary>Nothing was sent, for a reason that lies in the file: whoever reads it is told which. It may have become shorter, or its disk fails.</summary>
    public const SocketError Impossible = SocketError.OperationNotSupported;

    /// <summary>Sends what fits.</summary>
    /// <param name="socket">Does not wait.</param>
    /// <param name="file">What of which file; of its length no more than <see cref="MostAtOnce"/> is sent.</param>
    /// <param name="error"><see cref="SocketError.WouldBlock"/> when nothing fits; <see cref="AsksDisk"/>, <see cref="Impossible"/>, or what became of the connection.</param>
    /// <returns>Bytes sent.</returns>
    public static int Send(SafeHandle socket, FileStretch file, out SocketError error)
    {
        var count = (int)Math.Min(file.Length, MostAtOnce);
        if (EventLoop.Current is not null && !PageCache.Holds(file.File, file.Offset, count))
        {
            error = AsksDisk;
            return 0;
        }

        try
        {
            nint sent;
            do
            {
                var offset = file.Offset;
                sent = Libc.SendFile(socket, file.File, ref offset, count);
            }
            while (sent < 0 && Libc.Errno == Libc.Interrupted);

            // No error and no byte is the end of the file, before what was promised. A file on another machine fails with the errors of a connection, too: only what
            // is surely the client's is told as that. Reading, which follows, finds the rest.
            var moved = SocketErrors.Count(sent, out var failure);
            error = sent == 0 || failure is not (SocketError.Success or SocketError.WouldBlock or SocketError.Shutdown or SocketError.ConnectionReset or SocketError.OperationAborted) ? Impossible : failure;
            return moved;
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }
}
