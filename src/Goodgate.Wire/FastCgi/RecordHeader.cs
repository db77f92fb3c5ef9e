using System.Buffers.Binary;

namespace Goodgate.Wire.FastCgi;

/// <summary>
/// The first eight bytes of each record (FastCGI 1.0 §3.3). The only place that reads and writes the protocol's numbers.
/// <code>
///    0         1         2         3         4         5         6         7
/// +---------+---------+---------+---------+---------+---------+---------+---------+
/// | version |  type   |    request id     |  content length   | padding | reserved|
/// +---------+---------+---------+---------+---------+---------+---------+---------+
/// | content (content length bytes) ...    | padding (padding length bytes) ...    |
/// </code>
/// </summary>
/// <param name="Version">1.</param>
/// <param name="Type">As received: may be none of <see cref="RecordType"/>.</param>
/// <param name="RequestId">0 for management records.</param>
/// <param name="ContentLength">0 to 65,535.</param>
/// <param name="PaddingLength">0 to 255.</param>
public readonly record struct RecordHeader(byte Version, RecordType Type, int RequestId, int ContentLength, int PaddingLength)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 8;

    /// <summary>Most bytes of content in one record.</summary>
    public const int MaxContent = ushort.MaxValue;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public static RecordHeader Read(ReadOnlySpan<byte> bytes) =>
        new(bytes[0], (RecordType)bytes[1], BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]), bytes[6]);

    /// <summary>Writes a header of version 1.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    /// <param name="type">Type of the record.</param>
    /// <param name="requestId">Request it belongs to.</param>
    /// <param name="contentLength">0 to <see cref="MaxContent"/>.</param>
    /// <param name="paddingLength">0 to 255.</param>
    public static void Write(Span<byte> target, RecordType type, int requestId, int contentLength, int paddingLength)
    {
        target[0] = 1;
        target[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], checked((ushort)requestId));
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], checked((ushort)contentLength));
        target[6] = checked((byte)paddingLength);
        target[7] = 0;
    }

    /// <summary>Bytes that bring a record to a multiple of eight, as §3.3 recommends.</summary>
    public static int PaddingFor(int contentLength) => -contentLength & 7;

    /// <summary>A four-byte number of a record's content: appStatus, and the length of a long name or value.</summary>
    public static uint ReadNumber(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>Writes a four-byte number.</summary>
    public static void WriteNumber(Span<byte> target, uint number) => BinaryPrimitives.WriteUInt32BigEndian(target, number);
}
