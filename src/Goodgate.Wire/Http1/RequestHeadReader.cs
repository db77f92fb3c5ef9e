namespace Goodgate.Wire.Http1;

/// <summary>
/// Reads request heads from bytes as they arrive. Does no I/O and keeps no bytes: the caller gives the whole message so far,
/// beginning behind the request before it, each time; what was read before is not read again. Nothing is repaired: a request that two
/// servers could read differently is how one is smuggled past the other.
/// </summary>
public sealed class RequestHeadReader
{
    // RFC 9112 §2.2: a server should ignore at least one before the request line; old clients end a POST with one too many.
    private const int MaxEmptyLines = 3;

    private HeadLines _lines;
    private int _emptyLines;
    private bool _lineRead;

    /// <summary>The head read last; complete after <see cref="ReadStatus.Done"/>.</summary>
    public RequestHead Head { get; } = new();

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Makes ready for the next head.</summary>
    public void Reset()
    {
        _lines.Reset();
        _emptyLines = 0;
        _lineRead = false;
        Violation = null;
        Head.Clear();
    }

    /// <summary>Goes on reading.</summary>
    /// <param name="message">All bytes received since the end of the request before.</param>
    /// <param name="limits">Bounds; a leniency in them changes nothing.</param>
    public ReadStatus Read(Span<byte> message, in HeadLimits limits)
    {
        if (Violation is not null || Head.Length > 0)
        {
            return Violation is null ? ReadStatus.Done : ReadStatus.Invalid;
        }

        while (Head.Length == 0)
        {
            if (!_lineRead && !RequestLine.CanBegin(message[_lines.Start..]))
            {
                return Fail(RequestLine.Refuse(message, _lines.Start));
            }

            var found = _lines.Next(message, limits.MaxBytes, out var line);
            if (found != ReadStatus.Done)
            {
                return found == ReadStatus.NeedMore ? found : Fail(TooLarge(message, limits));
            }

            if (TakeLine(message, line, limits) is { } violation)
            {
                return Fail(violation);
            }
        }

        return ReadStatus.Done;
    }

    private Violation? TakeLine(Span<byte> message, HeadLine line, in HeadLimits limits)
    {
        if (line.IsEmpty)
        {
            return line.IsBare ? HeadFaults.BareLf(message, line.Lf) : _lineRead ? End(message, line) : SkipEmptyLine(message, line);
        }

        var violation = _lineRead ? ReadField(message, line, limits) : RequestLine.Read(message, line.Start, line.End, Head);
        _lineRead = true;
        return violation ?? (line.IsBare ? HeadFaults.BareLf(message, line.Lf) : null);
    }

    private Violation? SkipEmptyLine(ReadOnlySpan<byte> message, HeadLine line) => ++_emptyLines <= MaxEmptyLines
        ? null
        : new Violation(ViolationKind.BadRequestLine, line.Start, null, $"more than {MaxEmptyLines} empty lines before the request line", Sample.Around(message, line.Start));

    private Violation? ReadField(Span<byte> message, HeadLine line, in HeadLimits limits)
    {
        var forgiven = Leniency.None;
        return FieldLineReader.Read(message, line.Start, line.End, limits with { Lenient = Leniency.None }, Head.Fields, ref forgiven);
    }

    private Violation? End(ReadOnlySpan<byte> message, HeadLine line)
    {
        var violation = HostField.Check(message, line.Start, Head);
        Head.Length = violation is null ? line.Lf + 1 : 0;
        return violation;
    }

    private Violation TooLarge(ReadOnlySpan<byte> message, in HeadLimits limits)
    {
        if (_lineRead)
        {
            return HeadFaults.TooLarge(message, limits, _lines.Start, Head.Fields);
        }

        var detail = $"the request line does not end within {limits.MaxBytes} bytes";
        return new Violation(ViolationKind.TargetTooLong, limits.MaxBytes, null, detail, Sample.Around(message, _lines.Start)) { Size = message.Length };
    }

    private ReadStatus Fail(Violation violation)
    {
        Violation = violation;
        return ReadStatus.Invalid;
    }
}
