namespace Goodgate.Gateway.Descriptors;

/// <summary>How the file descriptors of this process are shared out.</summary>
public static class DescriptorShare
{
    /// <summary>What the program holds open itself, its libraries above all: 195 counted at rest, and some for logs, lookups and listeners.</summary>
    public const ulong Own = 240;

    /// <summary>
    /// Connections of clients for which there is room: half of what is left, so that each can have one to a server (HAProxy derives maxconn from
    /// ulimit -n in the same way). Zero when nothing is left.
    /// </summary>
    /// <param name="limit">Descriptors the process may have; null = there is no limit.</param>
    public static int Clients(ulong? limit)
    {
        const ulong Kept = Own + DescriptorReserve.Size;
        return limit is { } files ? (int)Math.Min((files - Math.Min(files, Kept)) / 2, int.MaxValue) : int.MaxValue;
    }
}
