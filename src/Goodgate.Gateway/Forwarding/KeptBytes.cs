using System.Buffers;

namespace Goodgate.Gateway.Forwarding;

/// <summary>The first bytes of a body, kept for another attempt while they are few.</summary>
/// <param name="most">Most bytes.</param>
/// <param name="length">Length of the body; null when it is not known.</param>
internal sealed class KeptBytes(int most, long? length) : IDisposable
{
    private byte[] _bytes = [];
    private int _count;

    /// <summary>True when there were too many: what is kept is not all that came.</summary>
    public bool IsLost { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var needed = _count + bytes.Length;
        if (IsLost || needed > most)
        {
            IsLost = IsLost || bytes.Length > 0;
            return;
        }

        if (needed > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(most, Math.Max(needed, length is { } whole ? (int)Math.Min(whole, most) : needed * 2)));
            Bytes.Span.CopyTo(larger);
            Dispose();
            _bytes = larger;
        }

        bytes.CopyTo(_bytes.AsSpan(_count));
        _count = needed;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }
}
