using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>A file or folder that was opened, and what it was then.</summary>
/// <param name="Handle">Its handle.</param>
/// <param name="Stat">What the system says of it.</param>
internal sealed record OpenedFile(SafeFileHandle Handle, FileStat Stat) : IDisposable
{
    public void Dispose() => Handle.Dispose();
}

/// <summary>What came of opening.</summary>
/// <param name="File">Null when it failed.</param>
/// <param name="Errno">Why: 0 when there is nothing at that path that may be seen from outside.</param>
internal readonly record struct Opening(OpenedFile? File, int Errno);
