using System.Runtime.InteropServices;

namespace Goodgate.Wire.Dns;

/// <summary>
/// The first twelve bytes of each DNS message (RFC 1035 §4.1.1; AD and CD: RFC 4035 §3.2).
/// <code>
///   0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                      ID                       |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |QR|   OPCODE  |AA|TC|RD|RA| Z|AD|CD|   RCODE   |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |                    QDCOUNT                    |
/// |                    ANCOUNT                    |
/// |                    NSCOUNT                    |
/// |                    ARCOUNT                    |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
/// <param name="Id">Chosen by the asker, repeated in the answer.</param>
/// <param name="Flags">The second line of the drawing.</param>
/// <param name="Questions">QDCOUNT.</param>
/// <param name="Answers">ANCOUNT.</param>
/// <param name="Authorities">NSCOUNT.</param>
/// <param name="Additionals">ARCOUNT.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DnsHeader(ushort Id, ushort Flags, ushort Questions, ushort Answers, ushort Authorities, ushort Additionals)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 12;

    /// <summary>Bit RD: please ask others for us.</summary>
    public const ushort RecursionDesiredBit = 0x0100;

    public bool IsResponse => (Flags & 0x8000) != 0;

    public int Opcode => (Flags >> 11) & 0xF;

    public bool IsAuthoritative => (Flags & 0x0400) != 0;

    public bool IsTruncated => (Flags & 0x0200) != 0;

    public bool RecursionAvailable => (Flags & 0x0080) != 0;

    /// <summary>The low four bits of the response code; the OPT record holds the others (RFC 6891 §6.1.3).</summary>
    public int Rcode => Flags & 0xF;

    /// <summary>Records after the question, as the message claims.</summary>
    public int Records => Answers + Authorities + Additionals;
}
