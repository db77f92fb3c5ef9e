using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>Which file a path is, by inode and device: the same socket may be reached by many paths (/var/run is /run).</summary>
/// <param name="Inode">The low 32 bits: sock_diag tells no more.</param>
/// <param name="Device">As the kernel numbers it: major &lt;&lt; 20 | minor (linux/kdev_t.h, MKDEV).</param>
internal sealed record SocketIdentity(uint Inode, uint Device)
{
    private const int CurrentFolder = -100;         // AT_FDCWD
    private const uint InodeWanted = 0x100;         // STATX_INO

    // Of struct statx (linux/stat.h): stx_ino, stx_dev_major, stx_dev_minor.
    private const int InodeOffset = 32;
    private const int MajorOffset = 136;
    private const int MinorOffset = 140;

    /// <summary>Null when there is no such file or it may not be looked at.</summary>
    public static SocketIdentity? Of(string path)
    {
        var status = new byte[256];
        return Statx(CurrentFolder, path, 0, InodeWanted, status) == 0
            ? new SocketIdentity(
                (uint)BinaryPrimitives.ReadUInt64LittleEndian(status.AsSpan(InodeOffset)),
                (BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(MajorOffset)) << 20) | BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(MinorOffset)))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
