using System.Globalization;
using System.Net;

namespace Goodgate.Cli.Running;

/// <summary>The kernel's tables of TCP sockets (proc(5), /proc/net/tcp and tcp6).</summary>
internal static class ListenTable
{
    private const string Listening = "0A";
    private const int WordDigits = 8;

    /// <summary>Inode of the socket that keeps others from an address; null when none listens on its port.</summary>
    public static string? Inode(IPEndPoint wanted) => Choose(Lines("/proc/net/tcp").Concat(Lines("/proc/net/tcp6")), wanted);

    /// <summary>The inode by the lines of the tables: several programs may have one port on different addresses.</summary>
    internal static string? Choose(IEnumerable<string> lines, IPEndPoint wanted)
    {
        string? other = null;
        var address = Plain(wanted.Address);

        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        foreach (var row in lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 9 && row[3] == Listening))
        {
            if (Local(row[1]) is not { } local || local.Port != wanted.Port)
            {
                continue;
            }

            if (local.Address.Equals(address) || IsAny(local.Address) || IsAny(address))
            {
                return row[9];
            }

            other ??= row[9];
        }

        return other;
    }

    private static IEnumerable<string> Lines(string table) => File.Exists(table) ? File.ReadLines(table).Skip(1) : [];

    // Address and port in hexadecimal digits; the address in words of the machine's own byte order.
    private static IPEndPoint? Local(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (WordDigits or 4 * WordDigits) || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var bytes = new byte[colon / 2];
        for (var at = 0; at < colon; at += WordDigits)
        {
            if (!uint.TryParse(text.AsSpan(at, WordDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var word))
            {
                return null;
            }

            BitConverter.TryWriteBytes(bytes.AsSpan(at / 2), word);
        }

        return port is >= 0 and <= 0xFFFF ? new IPEndPoint(Plain(new IPAddress(bytes)), port) : null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
