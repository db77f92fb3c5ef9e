using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Owner, group and mode of a file, as Linux keeps them.</summary>
/// <param name="User">Id of the owner.</param>
/// <param name="Group">Id of the group.</param>
/// <param name="Mode">The lowest nine bits of st_mode.</param>
internal readonly record struct FileOwner(uint User, uint Group, uint Mode)
{
    // S_IFMT and S_IFSOCK of inode(7).
    private const uint TypeMask = 0xF000;
    private const uint Socket = 0xC000;

    private const int AtWorkingDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;

    /// <summary>True for a Unix socket.</summary>
    public bool IsSocket { get; init; }

    /// <summary>What statx(2) says; null when it says nothing: no Linux, no such file, or a folder above it denies the look.</summary>
    public static FileOwner? Of(string path)
    {
        // struct statx is the same on all architectures: stx_uid at byte 20, stx_gid at 24, stx_mode at 28 (linux/stat.h).
        var bytes = new byte[StatSize];
        if (!OperatingSystem.IsLinux() || Stat(AtWorkingDirectory, path, 0, BasicStats, bytes) != 0)
        {
            return null;
        }

        var mode = Number(bytes, 28);
        return new FileOwner(Number(bytes, 20), Number(bytes, 24), mode & 0x1FF) { IsSocket = (mode & TypeMask) == Socket };
    }

    /// <summary>The user this process acts as.</summary>
    public static uint Self => EffectiveUser();

    /// <summary>Its groups.</summary>
    public static IReadOnlyList<uint> SelfGroups
    {
        get
        {
            var more = new uint[1024];
            var count = Groups(more.Length, more);
            return [EffectiveGroup(), .. more.AsSpan(0, Math.Max(0, count))];
        }
    }

    /// <summary>True when the mode gives a user this right (4 read, 2 write, 1 execute or pass). The narrowest class alone decides (path_resolution(7)).</summary>
    public bool Allows(uint user, IReadOnlyList<uint> groups, uint right)
    {
        var shift = user == User ? 6 : groups.Contains(Group) ? 3 : 0;
        return (Mode >> shift & right) == right;
    }

    private static uint Number(byte[] bytes, int at) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) & (at == 28 ? 0xFFFFu : uint.MaxValue)
        : at == 28 ? BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] stat);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "getegid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveGroup();

    [DllImport("libc", EntryPoint = "getgroups")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Groups(int size, [Out] uint[] groups);
}
