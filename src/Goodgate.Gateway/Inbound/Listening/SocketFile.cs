using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>
/// The file of a Unix socket. A program that was killed leaves it behind; nobody answers there, and nobody could bind it either.
/// </summary>
internal static class SocketFile
{
    private const int CurrentFolder = -100;         // AT_FDCWD
    private const int DoNotFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
    private const uint ModeWanted = 1;              // STATX_TYPE
    private const int ModeOffset = 28;              // of stx_mode in struct statx (linux/stat.h)
    private const int TypeMask = 0xF000;            // S_IFMT
    private const int SocketType = 0xC000;          // S_IFSOCK

    /// <summary>Deletes the file if it is a socket on which nobody listens; anything else stays.</summary>
    public static void RemoveDead(UnixDomainSocketEndPoint endpoint)
    {
        var path = endpoint.ToString();
        if (!IsSocket(path))
        {
            return;
        }

        using var asking = new Socket(AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            asking.Connect(endpoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
        catch (SocketException)
        {
            // Not ours to judge: bind says what is wrong.
        }
    }

    /// <summary>True when a socket is at the path itself; links are not followed.</summary>
    public static bool IsSocket(string path)
    {
        var status = new byte[256];
        return Statx(CurrentFolder, path, DoNotFollow, ModeWanted, status) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeMask) == SocketType;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
