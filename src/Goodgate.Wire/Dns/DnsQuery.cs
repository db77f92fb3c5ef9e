using System.Buffers.Binary;

namespace Goodgate.Wire.Dns;

/// <summary>
/// A question for the addresses of one name, as bytes: header with RD, one question, and an OPT record (RFC 6891 §6.1.2).
/// <code>
/// +--------+-------+-------+--------+  +---+--------+-----------+-------+----------+
/// | header | QNAME | QTYPE | QCLASS |  | 0 | 41 OPT | 1232 size | 0 ttl | 0 length |
/// +--------+-------+-------+--------+  +---+--------+-----------+-------+----------+
/// </code>
/// </summary>
public sealed class DnsQuery
{
    /// <summary>
    /// Largest UDP answer we ask for: 1280 bytes of the smallest IPv6 MTU less 48 of headers. Larger ones may come in fragments,
    /// which get lost and can be forged (DNS flag day 2020).
    /// </summary>
    public const int UdpPayload = 1232;

    private const ushort ClassInternet = 1;
    private const int QuestionTail = 4;
    private const int OptLength = 11;

    private readonly byte[] _bytes;
    private readonly int _questionLength;

    private DnsQuery(byte[] bytes, int questionLength, string name, DnsRecordType type)
    {
        (_bytes, _questionLength) = (bytes, questionLength);
        (Name, Type) = (name, type);
    }

    /// <summary>Name asked for, without a dot at the end.</summary>
    public string Name { get; }

    /// <summary>Type asked for: A or AAAA.</summary>
    public DnsRecordType Type { get; }

    /// <summary>Id the answer must repeat.</summary>
    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>The message as sent over UDP; over TCP its length goes before it (RFC 1035 §4.2.2).</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The question as an answer must repeat it.</summary>
    internal ReadOnlySpan<byte> Question => _bytes.AsSpan(DnsHeader.Length, _questionLength);

    /// <summary>Builds a query, or says why <paramref name="name"/> cannot be asked for; the query is null then.</summary>
    /// <param name="id">An id nobody can guess (RFC 5452 §9.2).</param>
    /// <param name="name">A host name; a dot at the end is dropped.</param>
    /// <param name="type">A or AAAA.</param>
    /// <param name="edns">False for a server that answers FORMERR to an OPT record (RFC 6891 §7).</param>
    public static DnsNameViolation TryCreate(ushort id, string name, DnsRecordType type, bool edns, out DnsQuery? query)
    {
        query = null;
        var violation = DnsName.Check(name);
        if (violation != DnsNameViolation.None)
        {
            return violation;
        }

        Span<byte> buffer = stackalloc byte[DnsHeader.Length + DnsName.MaxOctets + QuestionTail + OptLength];
        WriteHeader(buffer, id, edns);
        var question = DnsName.Write(name, buffer[DnsHeader.Length..]) + QuestionTail;
        var end = DnsHeader.Length + question;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(end - 4)..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(end - 2)..], ClassInternet);
        if (edns)
        {
            WriteOpt(buffer.Slice(end, OptLength));
            end += OptLength;
        }

        query = new DnsQuery(buffer[..end].ToArray(), question, name.TrimEnd('.'), type);
        return DnsNameViolation.None;
    }

    private static void WriteHeader(Span<byte> buffer, ushort id, bool edns)
    {
        buffer[..DnsHeader.Length].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(buffer, id);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], DnsHeader.RecursionDesiredBit);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], edns ? (ushort)1 : (ushort)0);
    }

    private static void WriteOpt(Span<byte> buffer)
    {
        buffer.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(buffer[1..], (ushort)DnsRecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[3..], UdpPayload);
    }
}
