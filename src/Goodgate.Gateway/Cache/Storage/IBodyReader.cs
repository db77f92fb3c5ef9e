using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>Reads the body of an entry. Not for several threads at once.</summary>
public interface IBodyReader : IDisposable
{
    /// <summary>The whole body where it lies in memory; null where it must be read from disk.</summary>
    ReadOnlyMemory<byte>? Whole { get; }

    /// <summary>Reads from an offset. Runs on a thread that may wait for a disk.</summary>
    /// <returns>Bytes read, at most the buffer's size; 0 at the end.</returns>
    /// <exception cref="InvalidDataException">The bytes on disk are not those that were stored; the entry has been dropped.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer);

    /// <summary>Where the bytes from an offset are on disk, when they were proved since the file was last changed: what the system has in memory of them may be sent unread.</summary>
    /// <param name="offset">Where to begin.</param>
    /// <param name="most">Most bytes; more than none.</param>
    /// <returns>Null when they have to be read.</returns>
    FileStretch? Locate(long offset, long most) => null;
}
