using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>The system calls of Linux that open below a folder and ask what was opened: .NET has none that cannot be led elsewhere in between.</summary>
internal static class FileCalls
{
    // fcntl.h; these have the same values on x86-64 and arm64.
    private const int NonBlocking = 0x800;
    private const int NoTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;

    // linux/openat2.h
    private const ulong NoLinks = 0x04;
    private const ulong Beneath = 0x08;
    private const ulong Cached = 0x20;

    // RWF_NOWAIT of uapi/linux/fs.h.
    private const nint NoWait = 0x08;

    private const nint OpenAt2Number = 437;
    private const nint HowSize = 24;
    private const nint CurrentFolder = -100;
    private const nint EmptyPath = 0x1000;

    // STATX_TYPE | STATX_MODE | STATX_MTIME | STATX_CTIME | STATX_SIZE
    private const nint Asked = 0x02C3;

    // STATX_BASIC_STATS
    private const nint AllBasic = 0x07FF;

    private static readonly nint ReadNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 286 : 327;
    private static readonly nint StatNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 291 : 332;

    /// <summary>Opens for reading, without waiting: a pipe without a writer does not hold the thread.</summary>
    public const int ForReading = NonBlocking | NoTerminal | CloseOnExec;

    /// <summary>Opens only to look: needs no permission to read.</summary>
    public const int ForLooking = PathOnly | CloseOnExec;

    /// <summary>Opens below a folder, and fails where a link is on the way (openat2(2): ELOOP); ENOSYS before Linux 5.6.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="path">Below it.</param>
    /// <param name="flags">How.</param>
    /// <param name="waits">False = only by what is in memory: EAGAIN when a disk would have to be asked, EINVAL before Linux 5.12.</param>
    /// <param name="errno">0, or why not.</param>
    public static SafeFileHandle? OpenBeneath(SafeFileHandle folder, string path, int flags, bool waits, out int errno)
    {
        var how = new OpenHow((ulong)flags, 0, Beneath | NoLinks | (waits ? 0 : Cached));
        return Handle(OpenAt2(OpenAt2Number, folder.DangerousGetHandle(), path, in how, HowSize), out errno);
    }

    /// <summary>Opens a path, links and all, to look; only by what is in memory: EAGAIN when a disk would have to be asked.</summary>
    public static SafeFileHandle? OpenCached(string path, out int errno)
    {
        var how = new OpenHow(ForLooking, 0, Cached);
        return Handle(OpenAt2(OpenAt2Number, CurrentFolder, path, in how, HowSize), out errno);
    }

    /// <summary>Reads what is in memory of a file (preadv2(2), RWF_NOWAIT); 0 or less when the disk has to be asked, or there is nothing.</summary>
    public static int ReadCached(SafeFileHandle file, byte[] target, int count, long offset)
    {
        var pinned = GCHandle.Alloc(target, GCHandleType.Pinned);
        try
        {
            var piece = new Piece(pinned.AddrOfPinnedObject(), count);
            return (int)ReadVector(ReadNumber, file.DangerousGetHandle(), in piece, 1, (nint)offset, 0, NoWait);
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>Opens a path, links and all (openat(2)); relative ones count from the folder.</summary>
    public static SafeFileHandle? Open(SafeFileHandle? folder, string path, int flags, out int errno) =>
        Handle(OpenAt((int)(folder?.DangerousGetHandle() ?? CurrentFolder), path, flags, 0), out errno);

    /// <summary>Asks what a handle is (statx(2)); 0 or the error number.</summary>
    public static int Stat(SafeFileHandle file, out FileStat stat)
    {
        var result = StatX(StatNumber, file.DangerousGetHandle(), "", EmptyPath, Asked, out stat);
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Asks what a path leads to, links followed; null when there is nothing, or a folder before it may not be entered.</summary>
    public static FileStat? Stat(string path) =>
        OperatingSystem.IsLinux() && StatX(StatNumber, CurrentFolder, path, 0, AllBasic, out var stat) == 0 ? stat : null;

    /// <summary>Where an opened file is now, by its real path; null when that cannot be told.</summary>
    public static string? RealPath(SafeFileHandle file)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SafeFileHandle? Handle(nint descriptor, out int errno)
    {
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenAt2(nint number, nint folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, in OpenHow how, nint size);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenAt(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint StatX(nint number, nint file, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint flags, nint mask, out FileStat stat);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ReadVector(nint number, nint file, in Piece piece, nint pieces, nint offset, nint offsetHigh, nint flags);

    // struct iovec.
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Piece(nint Start, nint Length);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve);
}
