namespace Goodgate.Logs.Following;

/// <summary>What the system tells of a file without reading it.</summary>
/// <param name="Id">Which file it is.</param>
/// <param name="Mode">Type and permission bits (inode(7)).</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When its content was changed last: nanoseconds since 1970, as exact as the file system keeps them.</param>
/// <param name="Links">Names it has; 0 when it is deleted, and open still.</param>
internal readonly record struct FileFacts(FileId Id, int Mode, long Length, long Written, uint Links = 1)
{
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>True for a file with bytes to read.</summary>
    public bool IsFile => (Mode & TypeBits) == RegularFile;

    /// <summary>The word for what is no log; null for a file.</summary>
    public string? Special => (Mode & TypeBits) switch
    {
        RegularFile => null,
        Folder => "a folder",
        0x1000 => "a named pipe",
        0xC000 => "a socket",
        _ => "a device",
    };
}
