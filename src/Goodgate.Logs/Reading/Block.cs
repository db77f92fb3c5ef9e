using System.Buffers;

namespace Goodgate.Logs.Reading;

/// <summary>Whole lines of a log, in a rented buffer.</summary>
/// <param name="buffer">Rented; given back by <see cref="Release"/>.</param>
/// <param name="length">Bytes of lines in it.</param>
/// <param name="firstLine">Number of its first line, from 1.</param>
internal sealed class Block(byte[] buffer, int length, long firstLine)
{
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    public long FirstLine => firstLine;

    /// <summary>True when its only line is longer than a block and its rest was passed over.</summary>
    public bool IsCut { get; init; }

    /// <summary>Columns of a W3C log as of the last header above this block; null when there was none.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Bytes of the source read so far, this block included: for progress.</summary>
    public long BytesRead { get; init; }

    /// <summary>The same lines, behind so many others of the file.</summary>
    public Block From(long before) => before == 0 ? this : new Block(buffer, length, firstLine + before) { IsCut = IsCut, Fields = Fields, BytesRead = BytesRead };

    public void Release() => ArrayPool<byte>.Shared.Return(buffer);
}
