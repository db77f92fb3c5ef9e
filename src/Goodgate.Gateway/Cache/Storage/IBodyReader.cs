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
}
