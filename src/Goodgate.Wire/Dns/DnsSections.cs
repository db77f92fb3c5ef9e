using System.Net;

namespace Goodgate.Wire.Dns;

/// <summary>The parts of a message after the question, in their order (RFC 1035 §4.1).</summary>
internal enum DnsSection
{
    Answer,
    Authority,
    Additional,
}

/// <summary>What the records of a response say, gathered one record at a time.</summary>
internal struct DnsSections
{
    private const ushort ClassInternet = 1;
    private const ushort NameServerType = 2;

    public List<DnsRecord>? Answers;

    public OptRecord Opt;

    public TimeSpan? NegativeTimeToLive;

    public bool HasReferral;

    /// <summary>
    /// RFC 1035 §4.1.3:
    /// <code>
    /// +------+------+-------+-----+----------+-------+
    /// | NAME | TYPE | CLASS | TTL | RDLENGTH | RDATA |
    /// +------+------+-------+-----+----------+-------+
    /// </code>
    /// </summary>
    public bool TryReadRecord(ref DnsCursor cursor, DnsSection section)
    {
        var start = cursor.Offset;
        if (!DnsName.TryRead(ref cursor, out var owner) || !cursor.TryReadUInt16(out var type) || !cursor.TryReadUInt16(out var @class)
            || !cursor.TryReadUInt32(out var ttl) || !cursor.TryReadUInt16(out var length))
        {
            return false;
        }

        if (cursor.Left < length)
        {
            return cursor.Fail(DnsViolationKind.Truncated, cursor.Message.Length);
        }

        var end = cursor.Offset + length;
        var read = ((DnsRecordType)type, section) switch
        {
            (DnsRecordType.Opt, DnsSection.Additional) => Opt.TryRead(ref cursor, start, owner, ttl, end),
            (DnsRecordType.Opt, _) => cursor.Fail(DnsViolationKind.MisplacedOpt, start),
            _ when @class != ClassInternet => true,
            (DnsRecordType.A or DnsRecordType.Aaaa, DnsSection.Answer) => TryReadAddress(ref cursor, owner, (DnsRecordType)type, ttl, length),
            (DnsRecordType.Cname, DnsSection.Answer) => TryReadAlias(ref cursor, owner, ttl, end),
            (DnsRecordType.Soa, DnsSection.Authority) => TryReadZone(ref cursor, ttl, end),
            _ => true,
        };
        HasReferral |= section == DnsSection.Authority && type == NameServerType;
        cursor.Offset = end;
        return read;
    }

    private bool TryReadAddress(ref DnsCursor cursor, string owner, DnsRecordType type, uint ttl, int length)
    {
        if (length != (type == DnsRecordType.A ? 4 : 16))
        {
            return cursor.Fail(DnsViolationKind.AddressLength, cursor.Offset - 2);
        }

        cursor.TryReadBytes(length, out var bytes);
        (Answers ??= []).Add(new DnsRecord(owner, type, Seconds(ttl), new IPAddress(bytes), null));
        return true;
    }

    private bool TryReadAlias(ref DnsCursor cursor, string owner, uint ttl, int end)
    {
        var start = cursor.Offset;
        if (!DnsName.TryRead(ref cursor, out var target))
        {
            return false;
        }

        (Answers ??= []).Add(new DnsRecord(owner, DnsRecordType.Cname, Seconds(ttl), null, target));
        return cursor.Offset == end || cursor.Fail(DnsViolationKind.RecordLength, start);
    }

    /// <summary>SOA: two names, SERIAL, REFRESH, RETRY, EXPIRE, MINIMUM (RFC 1035 §3.3.13).</summary>
    private bool TryReadZone(ref DnsCursor cursor, uint ttl, int end)
    {
        var start = cursor.Offset;
        if (!DnsName.TryRead(ref cursor, out _) || !DnsName.TryRead(ref cursor, out _)
            || !cursor.TryReadBytes(4 * sizeof(uint), out _) || !cursor.TryReadUInt32(out var minimum))
        {
            return false;
        }

        var lesser = Seconds(ttl) < Seconds(minimum) ? Seconds(ttl) : Seconds(minimum);
        NegativeTimeToLive ??= lesser;
        return cursor.Offset == end || cursor.Fail(DnsViolationKind.RecordLength, start);
    }

    /// <summary>RFC 2181 §8: a TTL has 31 bits; with the top bit set it counts as zero.</summary>
    private static TimeSpan Seconds(uint ttl) => ttl > int.MaxValue ? TimeSpan.Zero : TimeSpan.FromSeconds(ttl);
}
