using System.Buffers.Binary;
using System.Text;

namespace Goodgate.Gateway.Exchanges;

/// <summary>The ids this gateway gives an exchange: random, not secret. Kept as numbers; they are text only where somebody reads them.</summary>
/// <param name="TraceHigh">First half of the trace id.</param>
/// <param name="TraceLow">Second half.</param>
/// <param name="Parent">The parent id.</param>
public readonly record struct TraceIds(long TraceHigh, long TraceLow, long Parent)
{
    /// <summary>Characters of a trace id.</summary>
    public const int IdLength = 32;

    /// <summary>Characters of a traceparent: version "-" trace-id "-" parent-id "-" trace-flags (W3C Trace Context §3.2).</summary>
    public const int TraceParentLength = 55;

    /// <summary>New ones.</summary>
    public static TraceIds New() => new(Random.Shared.NextInt64(), Random.Shared.NextInt64(), Random.Shared.NextInt64());

    /// <summary>The trace id, in lower-case hexadecimal digits.</summary>
    public string Id()
    {
        Span<byte> text = stackalloc byte[TraceParentLength];
        Write(text);
        return Encoding.ASCII.GetString(text.Slice(3, IdLength));
    }

    /// <summary>The value of traceparent.</summary>
    public string TraceParent()
    {
        Span<byte> text = stackalloc byte[TraceParentLength];
        Write(text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the value of traceparent.</summary>
    /// <param name="target"><see cref="TraceParentLength"/> bytes.</param>
    public void Write(Span<byte> target)
    {
        Span<byte> ids = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(ids, TraceHigh);
        BinaryPrimitives.WriteInt64BigEndian(ids[8..], TraceLow);
        BinaryPrimitives.WriteInt64BigEndian(ids[16..], Parent);
        "00-"u8.CopyTo(target);
        Convert.TryToHexStringLower(ids[..16], target[3..], out _);
        target[35] = (byte)'-';
        Convert.TryToHexStringLower(ids[16..], target[36..], out _);
        "-00"u8.CopyTo(target[52..]);
    }
}
