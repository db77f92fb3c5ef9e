namespace Goodgate.Wire.Http1;

/// <summary>
/// Reads response heads from bytes as they arrive. Does no I/O and keeps no bytes: the caller gives the whole message so far,
/// beginning at its status line, each time; what was read before is not read again.
/// </summary>
public sealed class ResponseHeadReader
{
    private int _lineStart;
    private int _scanned;
    private bool _statusRead;

    /// <summary>The head read last; complete after <see cref="ReadStatus.Done"/>.</summary>
    public ResponseHead Head { get; } = new();

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Makes ready for the next head.</summary>
    public void Reset()
    {
        _lineStart = 0;
        _scanned = 0;
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

        while (true)
        {
            var lf = message[_scanned..].IndexOf((byte)'\n');
            if (lf < 0)
            {
                _scanned = message.Length;
                return message.Length >= limits.MaxBytes ? Fail(TooLarge(message, limits)) : ReadStatus.NeedMore;
            }

            lf += _scanned;
            if (lf >= limits.MaxBytes)
            {
                return Fail(TooLarge(message, limits));
            }

            _scanned = lf + 1;
            if (TakeLine(message, lf, limits) is { } violation)
            {
                return Fail(violation);
            }

            if (Head.Length > 0)
            {
                return ReadStatus.Done;
            }
        }
    }

    private Violation? TakeLine(Span<byte> message, int lf, in HeadLimits limits)
    {
        var start = _lineStart;
        _lineStart = lf + 1;
        var end = lf > start && message[lf - 1] == (byte)'\r' ? lf - 1 : lf;
        if (!_statusRead)
        {
            _statusRead = true;
            if (StatusLine.Read(message[start..end], Head) is { } badStatus)
            {
                return badStatus;
            }
        }
        else if (end == start)
        {
            Head.Length = lf + 1;
        }
        else if (ReadField(message, start, end, limits) is { } badField)
        {
            return badField;
        }

        return end == lf ? BareLf(message, lf, limits) : null;
    }

    private Violation? ReadField(Span<byte> message, int start, int end, in HeadLimits limits)
    {
        var forgiven = Head.Forgiven;
        var violation = FieldLineReader.Read(message, start, end, limits, Head.Fields, ref forgiven);
        Head.Forgiven = forgiven;
        return violation;
    }

    private Violation? BareLf(ReadOnlySpan<byte> message, int lf, in HeadLimits limits)
    {
        if ((limits.Lenient & Leniency.BareLf) == 0)
        {
            return new Violation(ViolationKind.BareLf, lf, null, "a line ends in LF without CR", Sample.Around(message, lf));
        }

        Head.Forgiven |= Leniency.BareLf;
        return null;
    }

    private Violation TooLarge(ReadOnlySpan<byte> message, in HeadLimits limits)
    {
        var (field, size) = Largest(message[..limits.MaxBytes]);
        var detail = $"the head is larger than {limits.MaxBytes} bytes; " + (_statusRead
            ? field is null ? "it has no fields" : $"the largest field is {field} with {size} bytes, {Head.Fields.Count} fields were complete"
            : "its first line has no end");
        return new Violation(ViolationKind.HeadTooLarge, limits.MaxBytes, field, detail, Sample.Around(message, _lineStart)) { Size = message.Length };
    }

    // The field that was being read counts too: it is usually the one to blame. Only bytes within the bound are looked at, so that the
    // answer does not depend on how many more had arrived.
    private (string? Field, int Size) Largest(ReadOnlySpan<byte> message)
    {
        (string? Field, int Size) largest = (null, 0);
        var open = message[_lineStart..];
        var colon = open.IndexOf((byte)':');
        if (_statusRead && colon > 0)
        {
            largest = (Sample.Escape(open[..colon], 64), open.Length);
        }

        for (var i = 0; i < Head.Fields.Count; i++)
        {
            var line = Head.Fields[i];
            var size = line.NameLength + line.ValueLength + 4;
            if (size > largest.Size)
            {
                largest = (Sample.Escape(message.Slice(line.NameStart, line.NameLength), 64), size);
            }
        }

        return largest;
    }

    private ReadStatus Fail(Violation violation)
    {
        Violation = violation;
        return ReadStatus.Invalid;
    }
}
