using System.Runtime.InteropServices;

namespace Goodgate.Cli.Running;

/// <summary>The limit on open files (getrlimit(2)): each exchange needs two.</summary>
internal static class FileLimit
{
    /// <summary>Below this a busy gateway runs out: 2,000 exchanges with a client and a server connection each, and some rest.</summary>
    public const ulong Comfortable = 4096;

    // RLIMIT_NOFILE of sys/resource.h.
    private static readonly int Resource = OperatingSystem.IsLinux() ? 7 : 8;

    /// <summary>Raises the soft limit to the hard one.</summary>
    /// <returns>What is in force then; null where there is no such limit.</returns>
    public static ulong? Raise()
    {
        if (OperatingSystem.IsWindows() || GetLimit(Resource, out var limit) != 0)
        {
            return null;
        }

        var raised = limit with { Soft = limit.Hard };
        return limit.Soft < limit.Hard && SetLimit(Resource, in raised) == 0 ? raised.Soft : limit.Soft;
    }

    /// <summary>What to say about a limit; null when it is high enough.</summary>
    public static string? Complaint(ulong? limit) => limit is { } files and < Comfortable
        ? $"only {files} files may be open at once, enough for about {files / 2} requests at a time; raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit)"
        : null;

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limit limit);

    // struct rlimit: rlim_t is 64 bits on every 64-bit system.
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit
    {
        public ulong Soft { get; init; }

        public ulong Hard { get; init; }
    }
}
