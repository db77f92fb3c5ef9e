using System.Text;

namespace Goodgate.Wire.Dns;

/// <summary>
/// The OPT pseudo-record (RFC 6891 §6.1.2): the fixed fields mean something else than elsewhere, RDATA is a list of options.
/// <code>
/// NAME  0 (root)     CLASS  payload size     TTL    | extended RCODE (8) | version (8) | DO | Z |
/// TYPE  41                                   RDATA  | OPTION-CODE (16) | OPTION-LENGTH (16) | data | …
/// </code>
/// Of the options only the extended error is read (RFC 8914 §2): INFO-CODE (16), then text in UTF-8.
/// </summary>
internal struct OptRecord
{
    private const int ExtendedErrorOption = 15;

    public bool Present;

    public int ExtendedRcode;

    public List<ExtendedDnsError>? Errors;

    public bool TryRead(ref DnsCursor cursor, int start, string owner, uint ttl, int end)
    {
        if (Present || owner != ".")
        {
            return cursor.Fail(DnsViolationKind.MisplacedOpt, start);
        }

        Present = true;
        ExtendedRcode = (int)(ttl >> 24);
        while (cursor.Offset < end)
        {
            var option = cursor.Offset;
            if (end - option < 2 * sizeof(ushort))
            {
                return cursor.Fail(DnsViolationKind.OptionLength, option);
            }

            cursor.TryReadUInt16(out var code);
            cursor.TryReadUInt16(out var length);
            if (length > end - cursor.Offset || (code == ExtendedErrorOption && length < sizeof(ushort)))
            {
                return cursor.Fail(DnsViolationKind.OptionLength, option);
            }

            cursor.TryReadBytes(length, out var data);
            if (code == ExtendedErrorOption)
            {
                Add(data);
            }
        }

        return true;
    }

    private void Add(ReadOnlySpan<byte> data)
    {
        Errors ??= [];
        if (Errors.Count == ExtendedDnsError.MaxPerResponse)
        {
            return;
        }

        // RFC 8914 §2: the text may end in a null byte, which is not part of it.
        var text = Encoding.UTF8.GetString(data[sizeof(ushort)..Math.Min(data.Length, sizeof(ushort) + ExtendedDnsError.MaxText)]).TrimEnd('\0');
        Errors.Add(new ExtendedDnsError((data[0] << 8) | data[1], text));
    }
}
