using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Files.Disk;

/// <summary>What of a file the system has in memory: cachestat(2), Linux 6.5.</summary>
internal static class PageCache
{
    // The same on all architectures.
    private const nint CacheStatNumber = 451;

    // ENOSYS
    private const int NoSuchCall = 38;

    private static volatile bool _isUntold;

    /// <summary>
    /// True when all pages of a part are in memory. False also where the system does not say: before Linux 6.5, and since 6.14 of files that this user neither owns nor may write.
    /// A page may be on its way from the disk, or go in the next moment: then whoever sends it waits for it after all.
    /// </summary>
    /// <param name="file">Open.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">Its bytes; more than none.</param>
    public static bool Holds(SafeFileHandle file, long offset, long length)
    {
        if (_isUntold)
        {
            return false;
        }

        var part = new Part(offset, length);
        if (CacheStat(CacheStatNumber, file, in part, out var pages, 0) < 0)
        {
            _isUntold = Marshal.GetLastPInvokeError() == NoSuchCall;
            return false;
        }

        return pages.Cached > (offset + length - 1) / Environment.SystemPageSize - (offset / Environment.SystemPageSize);
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint CacheStat(nint number, SafeHandle file, in Part part, out Pages pages, nint flags);

    // struct cachestat_range and struct cachestat of linux/mman.h.
    private readonly record struct Part(long Offset, long Length);

    private readonly record struct Pages(long Cached, long Dirty, long BeingWritten, long Evicted, long LatelyEvicted);
}
