using System.Globalization;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Files;

/// <summary>The form of a file that a client gets (RFC 9110 §8): as it is, a compressed copy that lies beside it, or compressed on the way.</summary>
internal sealed record Representation : IDisposable
{
    // nginx's gzip_min_length is 20 bytes; below this a packet is sent either way.
    public const long SmallestCoded = 1024;

    // What is larger is rarely text, and was compressed by who put it there.
    private const long LargestCoded = 16 * 1024 * 1024;

    /// <summary>What is read.</summary>
    public required OpenedFile File { get; init; }

    public required string MediaType { get; init; }

    /// <summary>Content-Encoding; null = none.</summary>
    public string? Coding { get; init; }

    /// <summary>True when the coding is applied while it is sent.</summary>
    public bool IsCodedOnTheWay { get; init; }

    /// <summary>True when another client could get another form (Vary).</summary>
    public bool Varies { get; init; }

    /// <summary>
    /// Entity tag: time of change in nanoseconds, and size. Weak where the bytes depend on the coder. A stored copy has its own time and name, and so its own tag.
    /// </summary>
    public string Tag => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsCodedOnTheWay ? "W/" : "")}\"{File.Stat.Modified:x}-{File.Stat.Size:x}{(Coding is null || IsCodedOnTheWay ? "" : "-" + Coding)}\"");

    /// <summary>Chooses the form.</summary>
    /// <param name="file">The file; owned by the result.</param>
    /// <param name="root">Where copies are looked for.</param>
    /// <param name="path">The file's path below the root.</param>
    /// <param name="acceptEncoding">The client's Accept-Encoding.</param>
    /// <param name="codes">True when a coding may be applied on the way: no range is asked for, and settings allow it.</param>
    public static Representation Of(OpenedFile file, SiteRoot root, string path, string? acceptEncoding, bool codes)
    {
        var type = MediaTypes.Of(path);
        if (!MediaTypes.IsCompressible(type, path))
        {
            return new Representation { File = file, MediaType = type };
        }

        foreach (var coding in CodingChoice.Of(acceptEncoding).Ordered)
        {
            if (Stored(file, root, path + (coding == "br" ? ".br" : ".gz")) is { } copy)
            {
                file.Dispose();
                return new Representation { File = copy, MediaType = type, Coding = coding, Varies = true };
            }

            if (root.HasMissed)
            {
                break;
            }
        }

        var onTheWay = codes && file.Stat.Size is >= SmallestCoded and <= LargestCoded ? CodingChoice.Of(acceptEncoding).Ordered.FirstOrDefault() : null;
        return new Representation { File = file, MediaType = type, Coding = onTheWay, IsCodedOnTheWay = onTheWay is not null, Varies = true };
    }

    /// <summary>The same file, as it is.</summary>
    public Representation Plain() => this with { Coding = null, IsCodedOnTheWay = false };

    /// <summary>A coder; null when none is needed.</summary>
    public ContentCoder? Coder() => IsCodedOnTheWay ? ContentCoder.For(Coding!) : null;

    public void Dispose() => File.Dispose();

    // A copy older than its file is from before the last deploy.
    private static OpenedFile? Stored(OpenedFile file, SiteRoot root, string path)
    {
        var copy = root.Find(path, FileCalls.ForReading).File;
        if (copy is null || (copy.Stat.IsFile && copy.Stat.Modified >= file.Stat.Modified))
        {
            return copy;
        }

        copy.Dispose();
        return null;
    }
}
