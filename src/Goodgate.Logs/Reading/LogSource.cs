namespace Goodgate.Logs.Reading;

/// <summary>A log to be read.</summary>
/// <param name="Name">As the caller gave it; <c>-</c> for standard input.</param>
/// <param name="Open">Opens its bytes, compressed or not.</param>
/// <param name="Length">Bytes of it, for progress; null when unknown.</param>
public sealed record LogSource(string Name, Func<Stream> Open, long? Length)
{
    /// <summary>Name of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>A file.</summary>
    /// <param name="name">As the caller gave it.</param>
    /// <param name="path">Where it is.</param>
    public static LogSource OfFile(string name, string path) => new(
        name,

        // A log is being written while it is read, renamed and truncated: all of that is allowed.
        () => new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan }),
        new FileInfo(path).Length);
}
