using System.Runtime.InteropServices;
using System.Text;
using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Calls of the system that .NET does not have: which file stands behind a name, and opening it without waiting for anybody.</summary>
internal static class LinuxFiles
{
    // errno(3).
    private const int NoEntry = 2;
    private const int NotFolder = 20;

    // linux/fcntl.h; O_NONBLOCK so that a pipe put in a log's place holds nobody up.
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    // STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_INO | STATX_SIZE | STATX_MTIME.
    private const uint Wanted = 0x0001 | 0x0002 | 0x0004 | 0x0100 | 0x0200 | 0x0040;

    /// <summary>True where these calls exist.</summary>
    public static bool IsHere => OperatingSystem.IsLinux();

    /// <summary>What stands at a path, links followed; null when nothing does or it may not be seen.</summary>
    public static FileFacts? At(string path) => Facts(CurrentFolder, path, 0);

    /// <summary>What an open file is.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static FileFacts Of(SafeFileHandle file)
    {
        var held = false;
        file.DangerousAddRef(ref held);
        try
        {
            return Facts((int)file.DangerousGetHandle(), "", EmptyPath) ?? throw new IOException("the system does not tell what file it is");
        }
        finally
        {
            file.DangerousRelease();
        }
    }

    /// <summary>Opens a file for reading; null when nothing is there.</summary>
    /// <exception cref="IOException">It cannot be opened, or is no file; the message is one clause.</exception>
    public static SafeFileHandle? Open(string path, out FileFacts facts)
    {
        facts = default;
        var descriptor = OpenCall(Encoding.UTF8.GetBytes(path + '\0'), ReadOnly | NonBlocking | CloseOnExec);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is NoEntry or NotFolder ? null : throw new IOException(ReadTrouble.Words(error));
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        facts = Of(file);
        if (facts.Special is { } special)
        {
            file.Dispose();
            throw new IOException($"it is {special}");
        }

        return file;
    }

    // struct statx of statx(2), the same on every architecture: links at 16, mode 28, inode 32, size 40, mtime 112, device 136 and 140.
    private static FileFacts? Facts(int folder, string path, int flags)
    {
        Span<byte> answer = stackalloc byte[256];
        if (Statx(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, Wanted, ref MemoryMarshal.GetReference(answer)) != 0)
        {
            return null;
        }

        var written = (BitConverter.ToInt64(answer[112..]) * 1_000_000_000) + BitConverter.ToUInt32(answer[120..]);
        var device = ((ulong)BitConverter.ToUInt32(answer[136..]) << 32) | BitConverter.ToUInt32(answer[140..]);
        return new FileFacts(new FileId(device, BitConverter.ToUInt64(answer[32..])), BitConverter.ToUInt16(answer[28..]), BitConverter.ToInt64(answer[40..]), written, BitConverter.ToUInt32(answer[16..]));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, ref byte answer);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenCall(byte[] path, int flags);
}
