namespace Goodgate.Gateway.Cache.Storage;

/// <summary>A response on its way into the store. Disposing it without <see cref="Commit"/> leaves no trace.</summary>
public interface IEntryWriter : IDisposable
{
    /// <summary>Adds content; copies the bytes and never waits.</summary>
    /// <returns>False when the entry has become too large or the disk cannot keep up: the writer is then of no more use, and the traffic goes on without it.</returns>
    bool Append(ReadOnlySpan<byte> content);

    /// <summary>The content so far, where it lies in memory; empty where it is written to disk as it comes.</summary>
    ReadOnlyMemory<byte> Gathered { get; }

    /// <summary>The content is complete: from now on the entry is found, in place of an older one of the same key and variant.</summary>
    /// <returns>The entry, or null when it could not be kept.</returns>
    StoredEntry? Commit();
}
