namespace Goodgate.Wire.Http1;

/// <summary>
/// Reads response heads from bytes as they arrive. Does no I/O and keeps no bytes: the caller gives the whole message so far,
/// beginning at its status line, each time; what was read before is not read again.
/// </summary>
public sealed class ResponseHeadReader
{
    private HeadLines _lines;
    private bool _statusRead;

    /// <summary>The head read last; complete after <see cref="ReadStatus.Done"/>.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Makes ready for the next head.</summary>
    public void Reset()
    {
        _lines.Reset();
        _statusRead = false;
        Violation = null;
        Head.Clear();
    }

    /// <summary>Goes on reading. Bytes may be changed in place where a leniency repairs them.</summary>
    /// <param name="message">All bytes received since the start of this head.</param>
    /// <param name="limits">Bounds and leniency.</param>
    public ReadStatus Read(Span<byte> message, in HeadLimits limits)
    {
        if (Violation is not null || Head.Length > 0)
        {
            return Violation is null ? ReadStatus.Done : ReadStatus.Invalid;
        }

        if (!_statusRead && !StatusLine.CanBegin(message))
        {
            return Fail(StatusLine.Refuse(message));
        }

        while (Head.Length == 0)
        {
            var found = _lines.Next(message, limits.MaxBytes, out var line);
            if (found != ReadStatus.Done)
            {
                return found == ReadStatus.NeedMore ? found : Fail(HeadFaults.TooLarge(message, limits, _lines.Start, _statusRead ? Head.Fields : null));
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
        if (!_statusRead)
        {
            _statusRead = true;
            if (StatusLine.Read(message[line.Start..line.End], Head) is { } badStatus)
            {
                return badStatus;
            }
        }
        else if (line.IsEmpty)
        {
            Head.Length = line.Lf + 1;
        }
        else if (ReadField(message, line, limits) is { } badField)
        {
            return badField;
        }

        return line.IsBare ? BareLf(message, line.Lf, limits) : null;
    }

    private Violation? ReadField(Span<byte> message, HeadLine line, in HeadLimits limits)
    {
        var forgiven = Head.Forgiven;
        var violation = FieldLineReader.Read(message, line.Start, line.End, limits, Head.Fields, ref forgiven);
        Head.Forgiven = forgiven;
        return violation;
    }

    private Violation? BareLf(ReadOnlySpan<byte> message, int lf, in HeadLimits limits)
    {
        if ((limits.Lenient & Leniency.BareLf) == 0)
        {
            return HeadFaults.BareLf(message, lf);
        }

        Head.Forgiven |= Leniency.BareLf;
        return null;
    }

    private ReadStatus Fail(Violation violation)
    {
        Violation = violation;
        return ReadStatus.Invalid;
    }
}
