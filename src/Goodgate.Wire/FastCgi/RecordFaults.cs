using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>What can be wrong with a record that a server sends.</summary>
internal static class RecordFaults
{
    /// <summary>The broken rule; null when the record is good.</summary>
    /// <param name="record">Its header.</param>
    /// <param name="bytes">The bytes of the header, and what followed.</param>
    /// <param name="offset">Where it begins in the response.</param>
    public static Violation? Find(in RecordHeader record, ReadOnlySpan<byte> bytes, long offset)
    {
        if (record.Version != 1)
        {
            var protocol = offset == 0 ? Recognise(bytes) : null;
            return Broken(ViolationKind.FastCgiVersion, bytes, offset, $"a record begins with byte 0x{record.Version:X2}, not with version 1") with { Protocol = protocol };
        }

        return record.Type switch
        {
            // Management records are no part of a response (§4): a server may send them, and they change nothing.
            RecordType.GetValuesResult or RecordType.UnknownType => null,
            RecordType.StandardOutput or RecordType.StandardError or RecordType.EndRequest => FindInResponse(record, bytes, offset),
            _ => Broken(ViolationKind.FastCgiType, bytes, offset + 1, $"record type {(int)record.Type} ({Name(record.Type)}) is none that a server sends"),
        };
    }

    private static Violation? FindInResponse(in RecordHeader record, ReadOnlySpan<byte> bytes, long offset)
    {
        if (record.RequestId != RecordReader.RequestId)
        {
            return Broken(ViolationKind.FastCgiRequestId, bytes, offset + 2, $"a record belongs to request {record.RequestId}; this connection carries request {RecordReader.RequestId}");
        }

        return record.Type == RecordType.EndRequest && record.ContentLength != EndOfRequest.Size
            ? Broken(ViolationKind.FastCgiEnd, bytes, offset + 4, $"FCGI_END_REQUEST has {record.ContentLength} bytes of content, not {EndOfRequest.Size}")
            : null;
    }

    private static string Name(RecordType type) => Enum.IsDefined(type) ? type.ToString() : "unknown";

    private static string? Recognise(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 5 && Ascii.EqualsIgnoreCase(bytes[..5], "HTTP/"u8) ? "http" : ForeignProtocol.Recognise(bytes);

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> bytes, long offset, string detail) =>
        new(kind, offset, null, detail, Sample.Around(bytes, 0));
}
