using System.Globalization;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Finds out which ports this process may listen on (Linux: capabilities(7), ip(7)).</summary>
internal static class PortRights
{
    /// <summary>IPPORT_RESERVED.</summary>
    private const int FirstUnprivileged = 1024;

    /// <summary>CAP_NET_BIND_SERVICE of linux/capability.h.</summary>
    private const int BindService = 10;

    public static int LowestFreePort()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        return HasCapability(Line("/proc/self/status", "CapEff:")) ? 0
            : int.TryParse(Line("/proc/sys/net/ipv4/ip_unprivileged_port_start", ""), out var start) ? start
            : FirstUnprivileged;
    }

    private static bool HasCapability(string? mask) =>
        ulong.TryParse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) && (bits >> BindService & 1) == 1;

    private static string? Line(string file, string prefix)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault(l => l.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
