using System.Runtime.InteropServices;

namespace Goodgate.Logs.Reading;

/// <summary>What a path is, as the system tells without opening it: to open a pipe waits for a writer, for ever at times.</summary>
internal static class FileKind
{
    private const int CurrentFolder = -100;
    private const uint TypeMask = 0x0001;
    private const int ModeOffset = 28;
    private const int FormatBits = 0xF000;

    /// <summary>The word for a pipe, socket or device; null for a file with bytes to read, and where the system does not tell.</summary>
    public static string? Special(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // struct statx of statx(2) is the same on every architecture: 256 bytes, stx_mode at 28.
        var answer = new byte[256];
        if (Statx(CurrentFolder, path, 0, TypeMask, answer) != 0)
        {
            return null;
        }

        // S_IFMT of inode(7).
        return (BitConverter.ToUInt16(answer, ModeOffset) & FormatBits) switch
        {
            0x1000 => "a named pipe",
            0xC000 => "a socket",
            0x2000 or 0x6000 => "a device",
            _ => null,
        };
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] answer);
}
