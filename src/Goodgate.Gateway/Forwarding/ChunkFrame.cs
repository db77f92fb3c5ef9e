using System.Globalization;

namespace Goodgate.Gateway.Forwarding;

/// <summary>The frame of one chunk after the other, in memory that is used again.</summary>
internal sealed class ChunkFrame(int most)
{
    private readonly byte[] _bytes = new byte[most + 16];

    /// <summary>chunk = chunk-size CRLF chunk-data CRLF (RFC 9112 §7.1), in one write: with NoDelay three writes would be three segments.</summary>
    public ReadOnlyMemory<byte> Around(ReadOnlySpan<byte> data)
    {
        data.Length.TryFormat(_bytes, out var length, "x", CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(_bytes.AsSpan(length));
        data.CopyTo(_bytes.AsSpan(length + 2));
        "\r\n"u8.CopyTo(_bytes.AsSpan(length + 2 + data.Length));
        return _bytes.AsMemory(0, length + data.Length + 4);
    }
}
