using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Lab.Dns;

/// <summary>Writes answers (RFC 1035 §4.1).</summary>
internal static class DnsReply
{
    private const ushort Internet = 1;

    // A compression pointer (RFC 1035 §4.1.4) to the question's name.
    private const ushort QuestionName = 0xC000 | DnsQuery.HeaderLength;

    public static byte[] Write(DnsQuery query, LabAnswer answer)
    {
        var records = Records(query, answer);
        return [.. Header(query, (byte)answer.Rcode, truncated: false, records.Count), .. query.Question, .. records.SelectMany(r => r)];
    }

    /// <summary>TC set and no records: ask again over TCP.</summary>
    public static byte[] Truncated(DnsQuery query) => [.. Header(query, 0, truncated: true, 0), .. query.Question];

    /// <summary>One record whose name is a pointer to itself.</summary>
    public static byte[] Garbled(DnsQuery query)
    {
        var self = (ushort)(0xC000 | (DnsQuery.HeaderLength + query.Question.Length));
        return [.. Header(query, 0, truncated: false, 1), .. query.Question, .. Record(self, query.Type, TimeSpan.Zero, [127, 0, 0, 1])];
    }

    private static List<byte[]> Records(DnsQuery query, LabAnswer answer)
    {
        var records = new List<byte[]>();
        var owner = QuestionName;
        if (answer.Alias is { } alias)
        {
            records.Add(Record(QuestionName, DnsQuery.Cname, answer.Ttl, Name(alias)));

            // The alias begins where the data of the first record does: after the question and the record's twelve fixed bytes.
            owner = (ushort)(0xC000 | (DnsQuery.HeaderLength + query.Question.Length + 12));
        }

        var family = query.Type switch
        {
            DnsQuery.A => AddressFamily.InterNetwork,
            DnsQuery.Aaaa => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unknown,
        };
        records.AddRange(answer.Addresses.Where(a => a.AddressFamily == family).Select(a => Record(owner, query.Type, answer.Ttl, a.GetAddressBytes())));
        return records;
    }

    private static byte[] Header(DnsQuery query, byte rcode, bool truncated, int answers)
    {
        var header = new byte[DnsQuery.HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, query.Id);

        // QR, AA, TC, RD; then RA and RCODE.
        header[2] = (byte)(0x84 | (truncated ? 2 : 0) | (query.RecursionDesired ? 1 : 0));
        header[3] = (byte)(0x80 | rcode);
        header[5] = 1;
        header[7] = (byte)answers;
        return header;
    }

    private static byte[] Record(ushort owner, ushort type, TimeSpan ttl, byte[] data)
    {
        var record = new byte[12 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(record, owner);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(2), type);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(4), Internet);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(6), (uint)ttl.TotalSeconds);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(10), (ushort)data.Length);
        data.CopyTo(record, 12);
        return record;
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]), 0];
}
