using System.Diagnostics;
using System.Globalization;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>What <c>/metrics</c> shows of the process, by the names Prometheus client libraries share.</summary>
internal static class ProcessMetrics
{
    public static void Write(Exposition to)
    {
        using var process = Process.GetCurrentProcess();
        to.Counter("process_cpu_seconds", "CPU time used, user and system.").Sample(Environment.CpuUsage.TotalTime.TotalSeconds);
        to.Gauge("process_resident_memory_bytes", "Memory in use.").Sample(process.WorkingSet64);
        to.Gauge("process_start_time_seconds", "When the process started, Unix time.")
            .Sample(new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeMilliseconds() / 1000.0);
        if (OperatingSystem.IsLinux())
        {
            WriteDescriptors(to);
        }
    }

    private static void WriteDescriptors(Exposition to)
    {
        try
        {
            to.Gauge("process_open_fds", "File descriptors open.").Sample(Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
            if (MaxDescriptors() is { } max)
            {
                to.Gauge("process_max_fds", "File descriptors the process may open.").Sample(max);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc, or without descriptors left, this is what cannot be said; the rest can.
        }
    }

    // proc_pid_limits(5): "Max open files            1024                 4096                 files".
    private static double? MaxDescriptors()
    {
        const string Row = "Max open files";
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(one => one.StartsWith(Row, StringComparison.Ordinal));
        var soft = line?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return soft == "unlimited" ? double.PositiveInfinity
            : double.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
