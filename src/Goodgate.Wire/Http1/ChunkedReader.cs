namespace Goodgate.Wire.Http1;

/// <summary>
/// Reads chunked framing (RFC 9112 §7.1) as bytes arrive. Does no I/O and copies no content: each call says how many bytes are framing
/// and how many after them are content. Extensions are skipped, trailers collected into <see cref="Trailers"/>.
/// </summary>
/// <param name="isRequest">The body is that of a request: white space behind a chunk size is refused.</param>
public sealed class ChunkedReader(bool isRequest = false)
{
    // Bytes after the size. No known server sends more than a signature in an extension; Apache refuses long lines too.
    private const int MaxSizeLine = 4096;

    // 15 hexadecimal digits stay below 2^60.
    private const int MaxSizeDigits = 15;

    private readonly TrailerReader _trailers = new();
    private State _state;
    private long _remaining;
    private int _digits;
    private int _lineBytes;

    private enum State
    {
        Size,
        Blank,
        Extension,
        SizeLf,
        Data,
        DataCr,
        DataLf,
        Trailers,
        Done,
    }

    /// <summary>The trailer fields after <see cref="ReadStatus.Done"/>.</summary>
    public FieldSection Trailers => _trailers.Fields;

    /// <summary>The broken rule after <see cref="ReadStatus.Invalid"/>; offsets count from the start of the body.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Violations that were let through.</summary>
    public Leniency Forgiven { get; private set; }

    /// <summary>Bytes of body consumed, framing included.</summary>
    public long Consumed { get; private set; }

    /// <summary>Makes ready for the next body.</summary>
    public void Reset()
    {
        _state = State.Size;
        _remaining = 0;
        _digits = 0;
        _lineBytes = 0;
        Consumed = 0;
        Violation = null;
        Forgiven = Leniency.None;
        _trailers.Reset();
    }

    /// <summary>Goes on reading.</summary>
    /// <param name="input">Bytes not yet consumed.</param>
    /// <param name="limits">Bounds of the trailer section, and leniency.</param>
    /// <param name="framing">Bytes at the start of <paramref name="input"/> that are framing.</param>
    /// <param name="content">Bytes after them that are content.</param>
    /// <returns>Done after the last chunk and trailers; NeedMore otherwise — with content &gt; 0, take it and call again with the rest.</returns>
    public ReadStatus Read(ReadOnlySpan<byte> input, in HeadLimits limits, out int framing, out int content)
    {
        framing = 0;
        content = 0;
        while (framing < input.Length && _state is not State.Done)
        {
            if (_state == State.Data)
            {
                content = (int)Math.Min(_remaining, input.Length - framing);
                _remaining -= content;
                Consumed += content;
                _state = _remaining == 0 ? State.DataCr : State.Data;
                return ReadStatus.NeedMore;
            }

            if (_state == State.Trailers)
            {
                return ReadTrailers(input, limits, ref framing);
            }

            var b = input[framing];
            if (Step(b, limits) is { } kind)
            {
                return Fail(kind, input, framing);
            }

            framing++;
            Consumed++;
        }

        return _state == State.Done ? ReadStatus.Done : ReadStatus.NeedMore;
    }

    /// <summary>Squeezes the framing out of what has come, in place: the content of many chunks lies at the front then.</summary>
    /// <param name="input">Bytes not yet consumed; changed.</param>
    /// <param name="limits">Bounds of the trailer section, and leniency.</param>
    /// <param name="taken">Bytes of <paramref name="input"/> consumed.</param>
    /// <param name="content">Bytes of content at its start.</param>
    /// <returns>As <see cref="Read"/>; NeedMore once all of it is consumed.</returns>
    public ReadStatus Squeeze(Span<byte> input, in HeadLimits limits, out int taken, out int content)
    {
        taken = 0;
        content = 0;
        ReadStatus status;
        do
        {
            status = Read(input[taken..], limits, out var framing, out var data);
            input.Slice(taken + framing, data).CopyTo(input[content..]);
            taken += framing + data;
            content += data;
        }
        while (status == ReadStatus.NeedMore && taken < input.Length);

        return status;
    }

    private ReadStatus ReadTrailers(ReadOnlySpan<byte> input, in HeadLimits limits, ref int framing)
    {
        var status = _trailers.Read(input[framing..], limits, Consumed, out var taken);
        framing += taken;
        Consumed += taken;
        Violation = _trailers.Violation;
        Forgiven |= _trailers.Forgiven;
        if (status == ReadStatus.Done)
        {
            _state = State.Done;
        }

        return status;
    }

    // chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF;  chunk-size = 1*HEXDIG;  last-chunk = 1*("0") [ chunk-ext ] CRLF
    private ViolationKind? Step(byte b, in HeadLimits limits)
    {
        switch (_state)
        {
            case State.Size:
                return StepSize(b, limits);
            case State.Blank:
                return StepBlank(b, limits);
            case State.Extension:
                return StepExtension(b, limits);
            case State.SizeLf:
                return b == '\n' ? EndSizeLine() : ViolationKind.BadChunkSize;
            case State.DataCr when b == '\r':
                _state = State.DataLf;
                return null;
            case State.DataCr when b == '\n' && Forgive(limits):
            case State.DataLf when b == '\n':
                StartSizeLine();
                return null;
            default:
                return ViolationKind.BadChunkEnd;
        }
    }

    private ViolationKind? StepSize(byte b, in HeadLimits limits)
    {
        var digit = Grammar.HexDigit(b);
        if (digit < 0)
        {
            return _digits == 0 ? ViolationKind.BadChunkSize : StepBlank(b, limits);
        }

        _remaining = (_remaining << 4) | (uint)digit;
        return ++_digits > MaxSizeDigits ? ViolationKind.BadChunkSize : null;
    }

    // chunk-ext = *( BWS ";" BWS chunk-ext-name [ ... ] )   (RFC 9112 §7.1.1); some servers pad the size with SP and send no extension.
    // Anything else after the blanks is no extension: two recipients could take two sizes from "1 f". No client is known to pad: in requests, where
    // the proxy in front of us may count otherwise, it is refused.
    private ViolationKind? StepBlank(byte b, in HeadLimits limits)
    {
        if (b is (byte)' ' or (byte)'\t' && !isRequest)
        {
            _state = State.Blank;
            return CountLineByte();
        }

        return b is (byte)';' or (byte)'\r' or (byte)'\n' ? StepExtension(b, limits) : ViolationKind.BadChunkSize;
    }

    private ViolationKind? StepExtension(byte b, in HeadLimits limits)
    {
        if (b == '\n')
        {
            var part = _state == State.Extension ? ViolationKind.BadChunkExtension : ViolationKind.BadChunkSize;
            return Forgive(limits) ? EndSizeLine() : part;
        }

        _state = b == '\r' ? State.SizeLf : State.Extension;
        return b == '\r' ? null : Grammar.NotInValue.Contains(b) ? ViolationKind.BadChunkExtension : CountLineByte();
    }

    private ViolationKind? CountLineByte() => ++_lineBytes > MaxSizeLine ? ViolationKind.BadChunkExtension : null;

    private bool Forgive(in HeadLimits limits)
    {
        Forgiven |= limits.Lenient & Leniency.BareLf;
        return (limits.Lenient & Leniency.BareLf) != 0;
    }

    private ViolationKind? EndSizeLine()
    {
        _state = _remaining == 0 ? State.Trailers : State.Data;
        return null;
    }

    private void StartSizeLine()
    {
        _state = State.Size;
        _remaining = 0;
        _digits = 0;
        _lineBytes = 0;
    }

    private ReadStatus Fail(ViolationKind kind, ReadOnlySpan<byte> input, int at)
    {
        var detail = kind switch
        {
            ViolationKind.BadChunkSize => "expected a chunk size in hexadecimal digits, then CRLF",
            ViolationKind.BadChunkExtension => "a chunk extension is too long, has a control byte or ends in LF without CR",
            _ => "expected CRLF after the data of a chunk",
        };
        Violation = new Violation(kind, Consumed, null, detail, Sample.Around(input, at));
        return ReadStatus.Invalid;
    }
}
