using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>A part of an open file that is to be sent as it is.</summary>
/// <param name="File">The file; open until it is sent.</param>
/// <param name="Offset">Where the part begins, bytes.</param>
/// <param name="Length">Bytes; more than none.</param>
public readonly record struct FileStretch(SafeFileHandle File, long Offset, long Length);
