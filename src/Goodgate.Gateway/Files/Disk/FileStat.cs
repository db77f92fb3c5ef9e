using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>What statx(2) tells of a file: the parts of its <c>struct statx</c> (256 bytes, the same on every architecture) that are used here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStat
{
    // S_IFMT of inode(7).
    private const ushort TypeMask = 0xF000;
    private const ushort Regular = 0x8000;
    private const ushort Directory = 0x4000;
    private const ushort Socket = 0xC000;

    [FieldOffset(20)]
    private readonly uint _user;

    [FieldOffset(24)]
    private readonly uint _group;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _inode;

    [FieldOffset(40)]
    private readonly long _size;

    [FieldOffset(112)]
    private readonly long _seconds;

    [FieldOffset(120)]
    private readonly uint _nanoseconds;

    [FieldOffset(136)]
    private readonly uint _major;

    [FieldOffset(140)]
    private readonly uint _minor;

    public bool IsFile => (_mode & TypeMask) == Regular;

    public bool IsFolder => (_mode & TypeMask) == Directory;

    public bool IsSocket => (_mode & TypeMask) == Socket;

    /// <summary>Its owner.</summary>
    public uint User => _user;

    public uint Group => _group;

    /// <summary>The nine bits of permission.</summary>
    public int Permissions => _mode & 0x1FF;

    public ulong Inode => _inode;

    /// <summary>The file system it is on, as the kernel numbers devices: major &lt;&lt; 20 | minor.</summary>
    public uint Device => (_major << 20) | _minor;

    public long Size => _size;

    /// <summary>Time of the last change of its content: nanoseconds since 1970.</summary>
    public long Modified => (_seconds * 1_000_000_000) + _nanoseconds;

    /// <summary>The time of <see cref="Modified"/> in whole seconds, as HTTP writes times; bounded to what a date can be.</summary>
    public DateTimeOffset ModifiedSecond => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(_seconds, 0, 253_402_300_799));
}
