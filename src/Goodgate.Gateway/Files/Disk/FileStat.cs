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

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(40)]
    private readonly long _size;

    [FieldOffset(112)]
    private readonly long _seconds;

    [FieldOffset(120)]
    private readonly uint _nanoseconds;

    public bool IsFile => (_mode & TypeMask) == Regular;

    public bool IsFolder => (_mode & TypeMask) == Directory;

    public long Size => _size;

    /// <summary>Time of the last change of its content: nanoseconds since 1970.</summary>
    public long Modified => (_seconds * 1_000_000_000) + _nanoseconds;

    /// <summary>The same in whole seconds, as HTTP writes times; bounded to what a date can be.</summary>
    public DateTimeOffset ModifiedSecond => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(_seconds, 0, 253_402_300_799));
}
