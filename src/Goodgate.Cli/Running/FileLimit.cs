using Goodgate.Cli.Showing;
using Goodgate.Gateway.Descriptors;

namespace Goodgate.Cli.Running;

/// <summary>What to say about the limit on open files; each exchange needs two.</summary>
internal static class FileLimit
{
    /// <summary>Below this a busy gateway runs out: 2,000 exchanges with a client and a server connection each, and some rest.</summary>
    public const ulong Comfortable = 4096;

    private const string Remedy = "raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit)";

    /// <summary>What must be changed before a gateway can start; null when it can.</summary>
    public static string? Refusal(ulong? limit) => limit is { } files && DescriptorShare.Clients(files) == 0
        ? $"cannot start: only {files} files may be open at once, and the program needs {DescriptorShare.Own + DescriptorReserve.Size} for itself; {Remedy} to {Comfortable} or more."
        : null;

    /// <summary>What to say about a limit that a gateway can start with; null when it is high enough.</summary>
    /// <param name="limit">Files that may be open.</param>
    /// <param name="wanted">Connections of clients the settings allow; 0 = as many as there is room for.</param>
    public static string? Complaint(ulong? limit, int wanted) => wanted > DescriptorShare.Clients(limit)
        ? $"client.max_connections is {wanted}, but only {limit} files may be open at once, enough for about {Words.Count(DescriptorShare.Clients(limit), "client")} with a server each; {Remedy}, or lower the setting"
        : limit is { } files and < Comfortable
        ? $"only {files} files may be open at once, enough for about {Words.Count(DescriptorShare.Clients(files), "request")} at a time; {Remedy}"
        : null;
}
