using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>A part of an open file that is to be sent as it is.</summary>
/// <param name="File">The file; open until it is sent.</param>
/// <param name="Offset">Where the part begins, bytes.</param>
/// <param name="Length">Bytes; more than none.</param>
/// <param name="OnlyInMemory">True when only what the system has in memory may be sent: whoever asks has proved that, and would have to prove anew what comes from the disk.</param>
public readonly record struct FileStretch(SafeFileHandle File, long Offset, long Length, bool OnlyInMemory = false);
