using System.Buffers.Binary;
using System.Net;
using System.Text;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Tests.Resolving;

/// <summary>A query as a nameserver sees it, and the answers to it; written without the code under test.</summary>
internal sealed class Asked
{
    private readonly byte[] _message;
    private readonly int _questionEnd;

    public Asked(byte[] message, EndPoint from)
    {
        (_message, From) = (message, from);
        var labels = new List<string>();
        var at = 12;
        while (message[at] > 0)
        {
            labels.Add(Encoding.ASCII.GetString(message, at + 1, message[at]));
            at += message[at] + 1;
        }

        Name = string.Join('.', labels);
        Type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 1));
        _questionEnd = at + 5;
        HasEdns = message[11] == 1;
    }

    public EndPoint From { get; }

    public string Name { get; }

    public DnsRecordType Type { get; }

    public bool HasEdns { get; }

    /// <summary>An answer with a code and nothing else.</summary>
    public byte[] Code(int rcode, params byte[][] authorities) => Message(rcode, 0x8180, [], authorities, []);

    /// <summary>An answer with a code and an extended error (RFC 8914).</summary>
    public byte[] Code(int rcode, int infoCode, string text)
    {
        var option = new List<byte>();
        Add16(option, infoCode);
        option.AddRange(Encoding.UTF8.GetBytes(text));
        var data = new List<byte>();
        Add16(data, 15);
        Add16(data, option.Count);
        data.AddRange(option);
        return Message(rcode, 0x8180, [], [], [Record("", 41, 0, [.. data], 1232)]);
    }

    public byte[] Records(params byte[][] answers) => Message(0, 0x8180, answers, [], []);

    /// <summary>Addresses of the family asked for; the others are left out.</summary>
    public byte[] Addresses(uint ttl, params string[] addresses) =>
        Records([.. addresses.Select(IPAddress.Parse).Where(Fits).Select(address => Record(Name, (int)Type, ttl, address.GetAddressBytes()))]);

    public byte[] Truncated() => Message(0, 0x8380, [], [], []);

    public byte[] Referral() => Message(0, 0x8100, [], [Record("example", 2, 60, NameBytes("ns.example"))], []);

    public static byte[] Address(string owner, uint ttl, string address)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return Record(owner, bytes.Length == 4 ? 1 : 28, ttl, bytes);
    }

    public static byte[] Alias(string owner, uint ttl, string target) => Record(owner, 5, ttl, NameBytes(target));

    /// <summary>The record that says how long "there is none" holds.</summary>
    public static byte[] Zone(uint ttl, uint minimum)
    {
        var data = new List<byte>([.. NameBytes("ns.example"), .. NameBytes("root.example"), .. new byte[16]]);
        Add32(data, minimum);
        return Record("example", 6, ttl, [.. data]);
    }

    private bool Fits(IPAddress address) => address.GetAddressBytes().Length == (Type == DnsRecordType.A ? 4 : 16);

    private byte[] Message(int rcode, int flags, byte[][] answers, byte[][] authorities, byte[][] additionals)
    {
        var message = new List<byte>(_message[..2]);
        Add16(message, flags | rcode);
        Add16(message, 1);
        Add16(message, answers.Length);
        Add16(message, authorities.Length);
        Add16(message, additionals.Length);
        message.AddRange(_message[12.._questionEnd]);
        message.AddRange(answers.Concat(authorities).Concat(additionals).SelectMany(record => record));
        return [.. message];
    }

    private static byte[] Record(string owner, int type, uint ttl, byte[] data, int @class = 1)
    {
        var record = new List<byte>(NameBytes(owner));
        Add16(record, type);
        Add16(record, @class);
        Add32(record, ttl);
        Add16(record, data.Length);
        record.AddRange(data);
        return [.. record];
    }

    private static byte[] NameBytes(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label))), 0];

    private static void Add16(List<byte> bytes, int value) => bytes.AddRange([(byte)(value >> 8), (byte)value]);

    private static void Add32(List<byte> bytes, uint value)
    {
        Add16(bytes, (int)(value >> 16));
        Add16(bytes, (int)(value & 0xFFFF));
    }
}
