using System.Buffers;

namespace Goodgate.Gateway.Observing.Lines;

/// <summary>Lines gathered for one write. Keeps its memory from batch to batch; can forget a line that was not finished.</summary>
public sealed class LineBuffer : IBufferWriter<byte>
{
    // A line is some 600 bytes; what gathers lines grows once.
    private const int Smallest = 4 * 1024;

    // What a burst or a disk that hung has left behind goes back.
    private const int LargestKept = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Smallest);

    /// <summary>Bytes written. Setting it lower forgets the rest.</summary>
    public int Length { get; set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets everything, and memory beyond the usual.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > LargestKept)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(Smallest);
        }
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length >= size)
        {
            return;
        }

        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + size));
        Written.CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}
