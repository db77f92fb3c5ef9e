using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Descriptors;

/// <summary>How many file descriptors this process may have (getrlimit(2), RLIMIT_NOFILE).</summary>
public static class DescriptorLimit
{
    // RLIMIT_NOFILE of sys/resource.h.
    private static readonly int Resource = OperatingSystem.IsLinux() ? 7 : 8;

    /// <summary>The soft limit, asked anew each time (less than a microsecond): it can be changed from outside. Null where there is none.</summary>
    public static ulong? Current => !OperatingSystem.IsWindows() && GetLimit(Resource, out var limit) == 0 ? limit.Soft : null;

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
