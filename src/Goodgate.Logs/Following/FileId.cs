namespace Goodgate.Logs.Following;

/// <summary>What a file is, whatever its name: a rename keeps it. The number of a deleted file is given to the next new one, so it is never trusted alone.</summary>
/// <param name="Device">Number of the file system.</param>
/// <param name="Inode">Number of the file in it.</param>
internal readonly record struct FileId(ulong Device, ulong Inode);
