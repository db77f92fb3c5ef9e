namespace Goodgate.Wire.Dns;

/// <summary>
/// Names on the wire: labels, each after its length byte, ended by a zero byte (RFC 1035 §3.1).
/// <code>
/// +--------+-----------+--------+-----------+-----+   length byte 00xxxxxx: a label of 1 to 63 bytes
/// | length | label     | length | label     |  0  |              11xxxxxx: with the next byte, a pointer to an earlier name (§4.1.4)
/// +--------+-----------+--------+-----------+-----+
/// </code>
/// As text: no dot at the end, the root is <c>.</c>, bytes other than visible ASCII as <c>\DDD</c> (RFC 1035 §5.1).
/// So two texts that are equal without regard to ASCII case are the same name.
/// </summary>
public static class DnsName
{
    /// <summary>Longest name, octets on the wire (RFC 1035 §2.3.4).</summary>
    public const int MaxOctets = 255;

    /// <summary>Longest label (RFC 1035 §2.3.4).</summary>
    public const int MaxLabel = 63;

    /// <summary>Longest name as text without escapes: the wire form has a first length byte and a final zero byte more.</summary>
    public const int MaxText = MaxOctets - 2;

    /// <summary>A name of n labels needs at most n pointers, and 255 octets hold at most 127 labels.</summary>
    private const int MaxPointers = 127;

    private const int LongestEscape = 4;

    /// <summary>
    /// Says why <paramref name="name"/> cannot be asked for. The underscore is allowed: container networks and service records use it.
    /// A single dot at the end is allowed; it marks an absolute name.
    /// </summary>
    public static DnsNameViolation Check(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".", StringComparison.Ordinal))
        {
            name = name[..^1];
        }

        if (name.IsEmpty)
        {
            return DnsNameViolation.Empty;
        }

        return name.Length > MaxText ? DnsNameViolation.NameTooLong : CheckLabels(name);
    }

    private static DnsNameViolation CheckLabels(ReadOnlySpan<char> name)
    {
        foreach (var range in name.Split('.'))
        {
            var label = name[range];
            if (label.IsEmpty)
            {
                return DnsNameViolation.EmptyLabel;
            }

            if (label.ContainsAnyExcept(HostCharacters))
            {
                return DnsNameViolation.BadCharacter;
            }

            if (label.Length > MaxLabel)
            {
                return DnsNameViolation.LabelTooLong;
            }
        }

        return DnsNameViolation.None;
    }

    private static readonly System.Buffers.SearchValues<char> HostCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Writes a name that passed <see cref="Check"/>; returns the bytes written.</summary>
    internal static int Write(ReadOnlySpan<char> name, Span<byte> destination)
    {
        var written = 0;
        foreach (var range in name.TrimEnd('.').Split('.'))
        {
            var label = name[range];
            destination[written++] = (byte)label.Length;
            foreach (var character in label)
            {
                destination[written++] = (byte)character;
            }
        }

        destination[written++] = 0;
        return written;
    }

    /// <summary>Reads a name, following pointers; leaves the cursor after its first pointer or its zero byte.</summary>
    internal static bool TryRead(ref DnsCursor cursor, out string name)
    {
        Span<char> text = stackalloc char[MaxOctets * LongestEscape];
        var jump = new DnsCursor(cursor.Message) { Offset = cursor.Offset };
        int used = 0, octets = 1, pointers = 0, earliest = cursor.Offset, after = -1;
        name = "";
        while (jump.TryReadByte(out var length))
        {
            if (length == 0)
            {
                cursor.Offset = after < 0 ? jump.Offset : after;
                name = used == 0 ? "." : new string(text[..(used - 1)]);
                return true;
            }

            if (length >= 0xC0)
            {
                if (!jump.TryFollow(length, ref earliest, out var next))
                {
                    break;
                }

                after = after < 0 ? next : after;
                if (++pointers > MaxPointers)
                {
                    return cursor.Fail(DnsViolationKind.TooManyPointers, next - 2);
                }
            }
            else if (!TryTakeLabel(ref jump, length, ref octets, out var label))
            {
                break;
            }
            else
            {
                used += Print(label, text[used..]);
            }
        }

        return cursor.Fail(jump.Violation, jump.FailedAt);
    }

    private static bool TryTakeLabel(ref DnsCursor jump, byte length, ref int octets, out ReadOnlySpan<byte> label)
    {
        label = default;
        if (length > MaxLabel)
        {
            return jump.Fail(DnsViolationKind.UnknownLabelType, jump.Offset - 1);
        }

        octets += length + 1;
        return octets <= MaxOctets ? jump.TryReadBytes(length, out label) : jump.Fail(DnsViolationKind.NameTooLong, jump.Offset - 1);
    }

    /// <summary>Prints one label and the dot after it.</summary>
    private static int Print(ReadOnlySpan<byte> label, Span<char> text)
    {
        var used = 0;
        foreach (var octet in label)
        {
            if (octet is (byte)'.' or (byte)'\\')
            {
                text[used++] = '\\';
                text[used++] = (char)octet;
            }
            else if (octet is > 0x20 and < 0x7F)
            {
                text[used++] = (char)octet;
            }
            else
            {
                text[used++] = '\\';
                text[used++] = (char)('0' + (octet / 100));
                text[used++] = (char)('0' + (octet / 10 % 10));
                text[used++] = (char)('0' + (octet % 10));
            }
        }

        text[used++] = '.';
        return used;
    }
}
