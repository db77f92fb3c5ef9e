using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>Opens files that somebody names, and nothing else: opening a pipe waits for its other end, and what was read of it is gone.</summary>
public static class PlainFile
{
    // errno(3).
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int Denied = 13;
    private const int NotFolder = 20;

    // proc(5): whoever opens these gets what is its own. The official image has error_log = /proc/self/fd/2.
    private static readonly string[] Own = ["/proc/self/", "/proc/thread-self/", "/dev/std", "/dev/fd/"];

    /// <summary>What a path leads to instead of a file, a clause that begins with "it is"; null when it is a file, or nothing is there.</summary>
    public static string? Instead(string path) =>
        Own.Any(one => path.StartsWith(one, StringComparison.Ordinal)) ? "it is the output of Goodgate itself, for another process is another file there"
        : FileCalls.Stat(path) is not { IsFile: false } other ? null
        : other.IsFolder ? "it is a folder"
        : other.IsSocket ? "it is a socket"
        : "it is a pipe or a device, and can be read once at most";

    /// <summary>Opens a file for reading; never waits for another process.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Device and inode; 0 where that is not known. Another file under the same name has others.</param>
    /// <exception cref="IOException">It is none, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, out (uint Device, ulong Inode) identity)
    {
        identity = default;
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }

        if (Instead(path) is { } other)
        {
            throw new IOException(other);
        }

        var handle = FileCalls.Open(null, path, FileCalls.ForReading, out var errno) ?? throw Failure(path, errno);
        if (FileCalls.Stat(handle, out var stat) != 0 || !stat.IsFile)
        {
            handle.Dispose();
            throw new IOException("it is no file any more");
        }

        identity = (stat.Device, stat.Inode);
        return new FileStream(handle, FileAccess.Read, bufferSize: 1);
    }

    /// <summary>Why a file cannot be read, one clause without its path; null when it can.</summary>
    public static string? Problem(string path)
    {
        try
        {
            using var file = Open(path, out _);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return FpmWords.Reason(e, path);
        }
    }

    private static Exception Failure(string path, int errno) => errno switch
    {
        NoEntry or NotFolder when Directory.Exists(Path.GetDirectoryName(path)) => new FileNotFoundException(),
        NoEntry or NotFolder => new DirectoryNotFoundException(),
        Denied or NotPermitted => new UnauthorizedAccessException(),
        _ => new IOException(Errno.Name(errno)),
    };
}
