using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>What the kernel knows of a file (statx(2)).</summary>
/// <param name="Mode">Type and permissions.</param>
/// <param name="User">Its owner.</param>
/// <param name="Group">Its group.</param>
/// <param name="Identity">Which file it is.</param>
internal sealed record FileStatus(int Mode, uint User, uint Group, SocketIdentity Identity)
{
    private const int CurrentFolder = -100;         // AT_FDCWD
    private const uint BasicWanted = 0x7ff;         // STATX_BASIC_STATS
    private const int TypeMask = 0xF000;            // S_IFMT
    private const int SocketType = 0xC000;          // S_IFSOCK

    // Of struct statx (linux/stat.h): stx_uid, stx_gid, stx_mode, stx_ino, stx_dev_major, stx_dev_minor.
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int MajorOffset = 136;
    private const int MinorOffset = 140;

    public bool IsSocket => (Mode & TypeMask) == SocketType;

    /// <summary>The nine bits of permission.</summary>
    public int Permissions => Mode & 0x1FF;

    /// <summary>Follows links. Null when there is no such file, or a folder before it may not be entered.</summary>
    public static FileStatus? Of(string path)
    {
        var bytes = new byte[256];
        return !OperatingSystem.IsLinux() || Statx(CurrentFolder, path, 0, BasicWanted, bytes) != 0
            ? null
            : new FileStatus(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(ModeOffset)),
                Number(bytes, UserOffset),
                Number(bytes, GroupOffset),
                new SocketIdentity((uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(InodeOffset)), (Number(bytes, MajorOffset) << 20) | Number(bytes, MinorOffset)));
    }

    private static uint Number(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
