using System.Buffers.Binary;
using System.Net;
using System.Text;
using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

/// <summary>Writes DNS messages byte by byte, right or wrong as told; knows nothing of the reader.</summary>
internal sealed class MessageBytes
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public static MessageBytes Header(ushort id, ushort flags, ushort questions = 1, ushort answers = 0, ushort authorities = 0, ushort additionals = 0) =>
        new MessageBytes().U16(id).U16(flags).U16(questions).U16(answers).U16(authorities).U16(additionals);

    /// <summary>Header and question that answer <paramref name="query"/>.</summary>
    public static MessageBytes Answering(DnsQuery query, ushort flags = 0x8180, ushort answers = 0, ushort authorities = 0, ushort additionals = 0) =>
        Header(query.Id, flags, 1, answers, authorities, additionals).Name(query.Name).U16((ushort)query.Type).U16(1);

    public MessageBytes U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public MessageBytes U16(int value)
    {
        Span<byte> buffer = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)value);
        _bytes.AddRange(buffer);
        return this;
    }

    public MessageBytes U32(uint value)
    {
        Span<byte> buffer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(buffer, value);
        _bytes.AddRange(buffer);
        return this;
    }

    public MessageBytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public MessageBytes Name(string name)
    {
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            U8(label.Length).Raw(Encoding.ASCII.GetBytes(label));
        }

        return U8(0);
    }

    /// <summary>A label without the end of a name; a pointer or zero byte follows.</summary>
    public MessageBytes Label(string label) => U8(label.Length).Raw(Encoding.ASCII.GetBytes(label));

    public MessageBytes Pointer(int offset) => U16(0xC000 | offset);

    /// <summary>A record owned by the name of the question, by a pointer to it.</summary>
    public MessageBytes Record(DnsRecordType type, uint ttl, ReadOnlySpan<byte> data, int @class = 1) => Pointer(12).Body((int)type, ttl, data, @class);

    public MessageBytes RecordOf(string owner, DnsRecordType type, uint ttl, ReadOnlySpan<byte> data) => Name(owner).Body((int)type, ttl, data, 1);

    public MessageBytes Body(int type, uint ttl, ReadOnlySpan<byte> data, int @class) =>
        U16(type).U16(@class).U32(ttl).U16(data.Length).Raw(data);

    public MessageBytes A(string address, uint ttl = 60) => Record(DnsRecordType.A, ttl, IPAddress.Parse(address).GetAddressBytes());

    public MessageBytes AOf(string owner, string address, uint ttl = 60) => RecordOf(owner, DnsRecordType.A, ttl, IPAddress.Parse(address).GetAddressBytes());

    public MessageBytes Cname(string owner, string target, uint ttl = 60) => RecordOf(owner, DnsRecordType.Cname, ttl, Of(target));

    public MessageBytes Soa(uint ttl, uint minimum) =>
        RecordOf("example.org", DnsRecordType.Soa, ttl,
            new MessageBytes().Name("ns.example.org").Name("root.example.org").U32(2024).U32(7200).U32(900).U32(1209600).U32(minimum).ToArray());

    public MessageBytes Opt(int extendedRcode = 0, params (int Code, byte[] Data)[] options)
    {
        var data = new MessageBytes();
        foreach (var (code, bytes) in options)
        {
            data.U16(code).U16(bytes.Length).Raw(bytes);
        }

        return U8(0).U16(41).U16(1232).U32((uint)extendedRcode << 24).U16(data.Length).Raw(data.ToArray());
    }

    public static byte[] Of(string name) => new MessageBytes().Name(name).ToArray();

    public static byte[] ExtendedError(int code, string text) => new MessageBytes().U16(code).Raw(Encoding.UTF8.GetBytes(text)).ToArray();
}
