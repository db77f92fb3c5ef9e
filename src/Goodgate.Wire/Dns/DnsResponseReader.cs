using System.Diagnostics.CodeAnalysis;

namespace Goodgate.Wire.Dns;

/// <summary>
/// Reads a response strictly, in one pass, in the order of RFC 1035 §4.1: header, question, answers, authorities, additionals.
/// Bytes of the network are hostile: whatever they are, the result is a response or a violation, never an exception,
/// in time linear in the size.
/// </summary>
public ref struct DnsResponseReader
{
    /// <summary>Most records taken. Real answers for addresses hold fewer than 50; 64 KiB could hold 5,900.</summary>
    public const int MaxRecords = 512;

    private const int NoError = 0;
    private const int NameError = 3;

    private DnsCursor _cursor;
    private DnsSections _sections;
    private bool _matched;

    private DnsResponseReader(ReadOnlySpan<byte> message) => _cursor = new DnsCursor(message);

    /// <summary>Reads <paramref name="message"/> as the answer to <paramref name="query"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, DnsQuery query, [NotNullWhen(true)] out DnsResponse? response, out DnsViolation violation)
    {
        var reader = new DnsResponseReader(message);
        response = reader.Read(query);
        violation = response is null ? new DnsViolation(reader._cursor.Violation, reader._cursor.FailedAt, reader._matched) : default;
        return response is not null;
    }

    private DnsResponse? Read(DnsQuery query)
    {
        if (!TryReadHeader(out var header) || !Matches(header, query))
        {
            return null;
        }

        _matched = true;

        // RFC 2181 §9: a truncated message is of no use but for its TC bit, and may end anywhere.
        if (!header.IsTruncated && !TryReadSections(header))
        {
            return null;
        }

        return new DnsResponse
        {
            Rcode = (_sections.Opt.ExtendedRcode << 4) | header.Rcode,
            Authoritative = header.IsAuthoritative,
            Truncated = header.IsTruncated,
            RecursionAvailable = header.RecursionAvailable,
            HasOpt = _sections.Opt.Present,
            Answers = _sections.Answers ?? [],
            NegativeTimeToLive = _sections.NegativeTimeToLive,
            HasReferral = _sections.HasReferral,
            ExtendedErrors = _sections.Opt.Errors ?? [],
            TrailingBytes = header.IsTruncated ? 0 : _cursor.Left,
        };
    }

    private bool TryReadHeader(out DnsHeader header)
    {
        header = default;
        if (!_cursor.TryReadUInt16(out var id) || !_cursor.TryReadUInt16(out var flags)
            || !_cursor.TryReadUInt16(out var questions) || !_cursor.TryReadUInt16(out var answers)
            || !_cursor.TryReadUInt16(out var authorities) || !_cursor.TryReadUInt16(out var additionals))
        {
            return false;
        }

        header = new DnsHeader(id, flags, questions, answers, authorities, additionals);
        return true;
    }

    /// <summary>RFC 5452 §9.1: id and question must be ours (the address and port are the socket's business).</summary>
    private bool Matches(in DnsHeader header, DnsQuery query)
    {
        if (header.Id != query.Id)
        {
            return _cursor.Fail(DnsViolationKind.WrongId, 0);
        }

        if (!header.IsResponse)
        {
            return _cursor.Fail(DnsViolationKind.NotAResponse, 2);
        }

        if (header.Opcode != 0)
        {
            return _cursor.Fail(DnsViolationKind.WrongOpcode, 2);
        }

        // Servers that refuse early (FORMERR, NOTIMP, REFUSED) send the header alone; the id is all that ties it to us.
        if (header.Questions == 0 && header.Rcode is not (NoError or NameError))
        {
            return true;
        }

        if (header.Questions != 1)
        {
            return _cursor.Fail(DnsViolationKind.WrongQuestion, 4);
        }

        return _cursor.TryReadBytes(query.Question.Length, out var question)
            && (SameQuestion(question, query.Question) || _cursor.Fail(DnsViolationKind.WrongQuestion, DnsHeader.Length));
    }

    /// <summary>Names compare without regard to ASCII case (RFC 4343 §3); type and class do not.</summary>
    private static bool SameQuestion(ReadOnlySpan<byte> received, ReadOnlySpan<byte> asked) =>
        System.Text.Ascii.EqualsIgnoreCase(received[..^4], asked[..^4]) && received[^4..].SequenceEqual(asked[^4..]);

    private bool TryReadSections(in DnsHeader header)
    {
        if (header.Records > MaxRecords)
        {
            return _cursor.Fail(DnsViolationKind.TooManyRecords, 6);
        }

        return TryReadSection(DnsSection.Answer, header.Answers)
            && TryReadSection(DnsSection.Authority, header.Authorities)
            && TryReadSection(DnsSection.Additional, header.Additionals);
    }

    private bool TryReadSection(DnsSection section, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!_sections.TryReadRecord(ref _cursor, section))
            {
                return false;
            }
        }

        return true;
    }
}
