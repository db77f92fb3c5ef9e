using Goodgate.Cli.Showing;
using Goodgate.Gateway.Descriptors;

namespace Goodgate.Cli.Running;

/// <summary>What to say about the limit on open files; each exchange needs two.</summary>
internal static class FileLimit
{
    /// <summary>Below this a busy gateway runs out: 2,000 exchanges with a client and a server connection each, and some rest.</summary>
    public const ulong Comfortable = 4096;

    /// <summary>What the program holds open itself, its libraries above all: 195 counted at rest, and some for logs, lookups and listeners.</summary>
    private const ulong Own = 240;

    private const string Remedy = "raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit)";

    /// <summary>What must be changed before a gateway can start; null when it can.</summary>
    public static string? Refusal(ulong? limit) => limit is { } files && Room(files) == 0
        ? $"cannot start: only {files} files may be open at once, and the program needs {Own + DescriptorReserve.Size} for itself; {Remedy} to {Comfortable} or more."
        : null;

    /// <summary>What to say about a limit that a gateway can start with; null when it is high enough.</summary>
    public static string? Complaint(ulong? limit) => limit is { } files and < Comfortable
        ? $"only {files} files may be open at once, enough for about {Words.Count((long)Room(files), "request")} at a time; {Remedy}"
        : null;

    private static ulong Room(ulong files) => (files - Math.Min(files, Own + DescriptorReserve.Size)) / 2;
}
