namespace Goodgate.Gateway.Cache.Storage;

/// <summary>A body in memory.</summary>
internal sealed class MemoryReader(byte[] body) : IBodyReader
{
    public ReadOnlyMemory<byte>? Whole => body;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var count = (int)Math.Min(Math.Max(body.Length - offset, 0), buffer.Length);
        body.AsSpan((int)Math.Min(offset, body.Length), count).CopyTo(buffer.Span);
        return ValueTask.FromResult(count);
    }

    public void Dispose()
    {
    }
}
