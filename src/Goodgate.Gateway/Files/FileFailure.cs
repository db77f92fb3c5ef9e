using Goodgate.Gateway.Data;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Files;

/// <summary>Makes observations of files that cannot be served.</summary>
internal static class FileFailure
{
    /// <summary>A file, or the root, could not be opened.</summary>
    /// <param name="site">The files.</param>
    /// <param name="path">Below the root; empty for the root itself.</param>
    /// <param name="errno">What the system said.</param>
    public static Observation Unopened(SiteFiles site, string path, int errno) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Routing,
        Happening = FileErrno.IsExhaustion(errno) ? Happening.OutOfResources : Happening.FileUnreadable,
        Errno = errno,
        Facts = Facts(site, path),
    };

    /// <summary>A file could not be read, or was shorter than it had been.</summary>
    public static Observation Unread(Exchange exchange, SiteFiles site, string path, IOException? error, ByteCount bytes) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Deliver,
        Happening = Happening.FileUnreadable,
        Elapsed = exchange.Services.Time.GetElapsedTime(exchange.Began),
        BytesReceived = bytes.Read,
        BytesExpected = bytes.Expected,
        Detail = error is not null ? FileTrouble.Reason(error) : "the file became shorter while it was sent",
        Facts = Facts(site, path),
    };

    /// <summary>The client did not take what it was sent.</summary>
    public static Observation Undelivered(Exchange exchange) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Deliver,
        Happening = Happening.ClientLeft,
        Elapsed = exchange.Services.Time.GetElapsedTime(exchange.Began),
    };

    private static List<Fact> Facts(SiteFiles site, string path) => [new(FactNames.File, path.Length == 0 ? site.Root : Path.Join(site.Root, path))];
}

/// <summary>How far a file was read.</summary>
internal readonly record struct ByteCount(long Read, long Expected);
