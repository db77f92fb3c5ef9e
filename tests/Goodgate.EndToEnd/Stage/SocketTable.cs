using System.Globalization;

namespace Goodgate.EndToEnd.Stage;

/// <summary>The system's own table of TCP sockets (proc(5), /proc/net/tcp): what has arrived, whether or not a program has looked.</summary>
internal static class SocketTable
{
    /// <summary>Bytes that wait unread in sockets connected to a port of 127.0.0.1.</summary>
    public static long WaitingFrom(int port)
    {
        // "sl local_address rem_address st tx_queue:rx_queue …", numbers in hexadecimal, addresses in the machine's byte order.
        var server = $"0100007F:{port:X4}";
        return File.ReadLines("/proc/net/tcp").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[2] == server)
            .Sum(columns => long.Parse(columns[4].Split(':')[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
