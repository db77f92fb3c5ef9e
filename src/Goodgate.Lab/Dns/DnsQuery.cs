using System.Buffers.Binary;
using System.Text;

namespace Goodgate.Lab.Dns;

/// <summary>A query with one question (RFC 1035 §4.1).</summary>
/// <param name="Name">In lower case, without the last dot.</param>
/// <param name="Question">The question section as received, to be repeated in the answer.</param>
internal sealed record DnsQuery(ushort Id, bool RecursionDesired, string Name, ushort Type, byte[] Question)
{
    public const ushort A = 1;
    public const ushort Cname = 5;
    public const ushort Aaaa = 28;
    public const int HeaderLength = 12;

    private const int MaxName = 255;

    /// <summary>Null when it is not a query we understand; such a message gets no answer.</summary>
    public static DnsQuery? Parse(ReadOnlySpan<byte> message)
    {
        // QR and Opcode must be zero (a standard query), one question; other sections (EDNS) are not read.
        if (message.Length < HeaderLength || (message[2] & 0xF8) != 0 || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
        {
            return null;
        }

        var name = new StringBuilder();
        var at = HeaderLength;
        while (at < message.Length && message[at] != 0)
        {
            int length = message[at];
            if (length > 63 || at + 1 + length > message.Length || name.Length + length > MaxName)
            {
                return null;
            }

            name.Append(name.Length == 0 ? "" : ".").Append(Encoding.Latin1.GetString(message.Slice(at + 1, length)).ToLowerInvariant());
            at += 1 + length;
        }

        // The root's empty label, then type and class.
        var end = at + 5;
        if (end > message.Length)
        {
            return null;
        }

        return new DnsQuery(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            (message[2] & 1) != 0,
            name.ToString(),
            BinaryPrimitives.ReadUInt16BigEndian(message[(at + 1)..]),
            message[HeaderLength..end].ToArray());
    }
}
