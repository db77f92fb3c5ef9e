using System.Buffers.Binary;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>Walks over the attributes behind a netlink message.</summary>
/// <remarks><code>
/// 0 length, with these four bytes   2 type   4 value, padded to a multiple of four
/// </code></remarks>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> rest)
{
    private const int Head = 4;

    private ReadOnlySpan<byte> _rest = rest;

    /// <summary>The next one; false at the end, or when the rest is none.</summary>
    public bool Next(out int type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (_rest.Length < Head)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(_rest);
        if (length < Head || length > _rest.Length)
        {
            return false;
        }

        type = BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]);
        value = _rest[Head..length];
        _rest = _rest[Math.Min(_rest.Length, (length + 3) & ~3)..];
        return true;
    }
}
