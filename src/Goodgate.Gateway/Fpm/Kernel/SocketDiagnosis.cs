using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>One question to the kernel about its sockets, over netlink (sock_diag(7)). No privilege is needed.</summary>
internal static class SocketDiagnosis
{
    private const int NetlinkFamily = 16;           // AF_NETLINK
    private const int RawClosedOnExec = 3 | 0x80000; // SOCK_RAW | SOCK_CLOEXEC
    private const int DiagnosisProtocol = 4;        // NETLINK_SOCK_DIAG
    private const int SocketLevel = 1;              // SOL_SOCKET
    private const int ReceiveTimeout = 20;          // SO_RCVTIMEO

    private const int HeadLength = 16;              // struct nlmsghdr
    private const ushort ByFamily = 20;             // SOCK_DIAG_BY_FAMILY
    private const ushort DumpAll = 0x1 | 0x300;     // NLM_F_REQUEST | NLM_F_DUMP
    private const int Refused = 2;                  // NLMSG_ERROR
    private const int Done = 3;                     // NLMSG_DONE

    // The kernel fills at most 32 KiB a piece for a receiver that offers it (netlink_dump).
    private const int PieceLength = 32 * 1024;

    // 64,000 listeners; whatever goes on, it ends.
    private const int MostPieces = 400;

    // The kernel answers at once; this only bounds what should not be.
    private static readonly byte[] Patience = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What came of a question.</summary>
    /// <param name="Messages">Without their heads.</param>
    /// <param name="Problem">Why there is no answer; null when there is.</param>
    internal readonly record struct Answer(IReadOnlyList<ReadOnlyMemory<byte>> Messages, string? Problem);

    /// <summary>Asks for everything that fits the request.</summary>
    public static Answer Ask(byte[] request)
    {
        var socket = OpenSocket(NetlinkFamily, RawClosedOnExec, DiagnosisProtocol);
        if (socket < 0)
        {
            return Failed("the kernel gives no socket to ask it");
        }

        try
        {
            if (SetOption(socket, SocketLevel, ReceiveTimeout, Patience, Patience.Length) != 0)
            {
                return Failed("the kernel cannot be asked");
            }

            var message = Head(request);
            return Send(socket, message, message.Length, 0) == message.Length ? Receive(socket) : Failed("the kernel takes no question");
        }
        finally
        {
            _ = Close(socket);
        }
    }

    // 0 length   4 type   6 flags   8 sequence   12 sender
    private static byte[] Head(byte[] request)
    {
        var message = new byte[HeadLength + request.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), ByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), DumpAll);
        request.CopyTo(message.AsSpan(HeadLength));
        return message;
    }

    private static Answer Receive(int socket)
    {
        var messages = new List<ReadOnlyMemory<byte>>();
        for (var piece = 0; piece < MostPieces; piece++)
        {
            var buffer = new byte[PieceLength];
            var length = (int)Receive(socket, buffer, buffer.Length, 0);
            if (length <= 0)
            {
                return Failed("the kernel does not answer");
            }

            for (var at = 0; at + HeadLength <= length;)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at));
                if (size < HeadLength || size > length - at)
                {
                    return new Answer([], "the kernel's answer cannot be read");
                }

                switch (BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 4)))
                {
                    case Done:
                        return new Answer(messages, null);
                    case Refused:
                        var code = size >= HeadLength + 4 ? -BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at + HeadLength)) : 0;
                        return new Answer([], $"the kernel refuses to tell ({Errno.Symbol(code)})");
                }

                messages.Add(buffer.AsMemory(at + HeadLength, size - HeadLength));
                at += (size + 3) & ~3;
            }
        }

        return new Answer([], "there are too many sockets to look through");
    }

    private static Answer Failed(string what) => new([], $"{what} ({Errno.Symbol(Marshal.GetLastPInvokeError())})");

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenSocket(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int socket, int level, int option, byte[] value, int length);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Send(int socket, byte[] message, nint length, int flags);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Receive(int socket, [Out] byte[] buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int socket);
}
