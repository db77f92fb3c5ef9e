using System.Buffers.Binary;

namespace Goodgate.Wire.Dns;

/// <summary>
/// A place in a message. All bounds checks of this room are here: a read either fits or notes what is wrong and where.
/// The first violation stays.
/// </summary>
internal ref struct DnsCursor(ReadOnlySpan<byte> message)
{
    public readonly ReadOnlySpan<byte> Message = message;

    public int Offset;

    public DnsViolationKind Violation;

    public int FailedAt;

    public readonly int Left => Message.Length - Offset;

    public bool Fail(DnsViolationKind kind, int offset)
    {
        if (Violation == DnsViolationKind.None)
        {
            (Violation, FailedAt) = (kind, offset);
        }

        return false;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> bytes)
    {
        if (Left < count)
        {
            bytes = default;
            return Fail(DnsViolationKind.Truncated, Message.Length);
        }

        bytes = Message.Slice(Offset, count);
        Offset += count;
        return true;
    }

    public bool TryReadByte(out byte value)
    {
        var fits = TryReadBytes(sizeof(byte), out var bytes);
        value = fits ? bytes[0] : (byte)0;
        return fits;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var fits = TryReadBytes(sizeof(ushort), out var bytes);
        value = fits ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;
        return fits;
    }

    public bool TryReadUInt32(out uint value)
    {
        var fits = TryReadBytes(sizeof(uint), out var bytes);
        value = fits ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        return fits;
    }

    /// <summary>
    /// Follows a compression pointer whose first byte was <paramref name="high"/>. RFC 1035 §4.1.4: it points to a <em>prior</em> name;
    /// since each jump must land before <paramref name="earliest"/>, which only falls, no loop can arise.
    /// </summary>
    /// <param name="high">First byte of the pointer.</param>
    /// <param name="earliest">Start of the earliest part of this name so far.</param>
    /// <param name="next">Offset after the pointer.</param>
    public bool TryFollow(byte high, ref int earliest, out int next)
    {
        var fits = TryReadByte(out var low);
        next = Offset;
        if (!fits)
        {
            return false;
        }

        var target = ((high & 0x3F) << 8) | low;
        if (target >= earliest || target < DnsHeader.Length)
        {
            return Fail(DnsViolationKind.ForwardPointer, next - 2);
        }

        Offset = earliest = target;
        return true;
    }
}
