using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Data;

/// <summary>Finds out who holds a data folder. A courtesy for a message: null when it cannot be told.</summary>
internal static class FolderOwner
{
    // O_RDONLY | O_CLOEXEC of fcntl.h on Linux.
    private const int ReadOnly = 0x80000;

    /// <summary>The process whose id stands in a lock file.</summary>
    public static int? Of(string lockPath)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // .NET asks for a shared lock before it reads a file, and the owner's lock denies it; open(2) asks for nothing.
        var descriptor = Open(Encoding.UTF8.GetBytes(lockPath + '\0'), ReadOnly);
        if (descriptor < 0)
        {
            return null;
        }

        try
        {
            using var file = new SafeFileHandle(descriptor, ownsHandle: true);
            Span<byte> text = stackalloc byte[16];
            text = text[..RandomAccess.Read(file, text, 0)];
            return int.TryParse(text.TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
