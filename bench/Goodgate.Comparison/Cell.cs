namespace Goodgate.Comparison;

/// <summary>One kind of load.</summary>
/// <param name="Name">Short name, for <c>--cells</c>.</param>
/// <param name="Title">What the table calls it.</param>
/// <param name="Path">Request target; the origin has a file of that size.</param>
/// <param name="Connections">Client connections, all kept alive.</param>
/// <param name="IsTls">TLS between client and proxy.</param>
/// <param name="IsHttp2">HTTP/2 on top of it.</param>
/// <param name="Script">What the load generator does besides GET as fast as it can.</param>
/// <param name="Place">Where the content lies, among answers from the cache.</param>
public sealed record Cell(
    string Name, string Title, string Path, int Connections, bool IsTls = false, bool IsHttp2 = false, LoadScript Script = LoadScript.Get, ContentPlace Place = ContentPlace.Memory)
{
    public static IReadOnlyList<Cell> All { get; } =
    [
        new("1k-64", "1 KiB, 64 connections", "/1k", 64),
        new("1k-512", "1 KiB, 512 connections", "/1k", 512),
        new("64k-64", "64 KiB, 64 connections", "/64k", 64),
        new("64k-512", "64 KiB, 512 connections", "/64k", 512),
        new("upload", "POST of 64 KiB, 64 connections", "/upload", 64, Script: LoadScript.Upload),
        new("paced", "1 KiB, 64 connections, equal load", "/1k", 64, Script: LoadScript.Paced),
        new("tls", "1 KiB over TLS, 64 connections", "/1k", 64, IsTls: true),
    ];
}

/// <summary>Where the content of an answer lies that no server is asked for. nginx has files in any case, and Varnish memory.</summary>
public enum ContentPlace
{
    /// <summary>In Goodgate's memory.</summary>
    Memory,

    /// <summary>In the folder of Goodgate's cache: it is too large for its memory.</summary>
    Disk,

    /// <summary>In a site's own folder; there is no cache.</summary>
    Site,
}

/// <summary>What the load generator does.</summary>
public enum LoadScript
{
    /// <summary>GET, the next one as soon as the response is complete (closed loop).</summary>
    Get,

    /// <summary>The same with POST of 64 KiB.</summary>
    Upload,

    /// <summary>GET after a pause of 0 to 16 ms by chance: every proxy gets the same rate, far below what it can carry.</summary>
    Paced,
}
