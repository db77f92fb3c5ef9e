using System.Runtime.InteropServices;

namespace Goodgate.Cli.Showing;

/// <summary>Standard output as a pipe. Writing to one that nobody reads is an error (EPIPE), which .NET's console keeps to itself.</summary>
internal static class OutputPipe
{
    private const int StandardOutput = 1;

    // poll(2): told without being asked for.
    private const short PollError = 0x0008;

    // Not a named one, whose reader may come back, and no socket to a journal.
    private static readonly Lazy<bool> IsPipe = new(() => OperatingSystem.IsLinux() && new FileInfo("/proc/self/fd/1").LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true);

    /// <summary>True when it is a pipe and who read it has gone.</summary>
    public static bool IsClosed()
    {
        if (!IsPipe.Value)
        {
            return false;
        }

        // struct pollfd: the descriptor, what is asked for (nothing), what is told.
        Span<byte> asked = stackalloc byte[8];
        BitConverter.TryWriteBytes(asked, StandardOutput);
        return Poll(ref MemoryMarshal.GetReference(asked), 1, 0) > 0 && (BitConverter.ToInt16(asked[6..]) & PollError) != 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref byte asked, nuint count, int milliseconds);
}
