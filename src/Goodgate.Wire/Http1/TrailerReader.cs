namespace Goodgate.Wire.Http1;

/// <summary>Collects a trailer section (RFC 9112 §7.1.2): it may arrive in pieces, so its bytes are kept here until the empty line.</summary>
internal sealed class TrailerReader
{
    private byte[] _bytes = [];
    private int _length;
    private int _lineStart;

    public FieldSection Fields { get; } = new();

    public Violation? Violation { get; private set; }

    public void Reset()
    {
        _length = 0;
        _lineStart = 0;
        Violation = null;
        Fields.Clear();
    }

    /// <summary>Takes bytes up to the end of the section.</summary>
    /// <param name="input">New bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="offset">Offset of <paramref name="input"/> in the body, for violations.</param>
    /// <param name="taken">How many of them belong to the section.</param>
    public ReadStatus Read(ReadOnlySpan<byte> input, in HeadLimits limits, long offset, out int taken)
    {
        taken = 0;
        while (taken < input.Length)
        {
            var lf = input[taken..].IndexOf((byte)'\n');
            var piece = lf < 0 ? input[taken..] : input.Slice(taken, lf + 1);
            if (_length + piece.Length > limits.MaxBytes)
            {
                var detail = $"the trailer section is larger than {limits.MaxBytes} bytes";
                Violation = new Violation(ViolationKind.TrailersTooLarge, offset + taken, null, detail, Sample.Escape(piece)) { Size = _length + piece.Length };
                return ReadStatus.Invalid;
            }

            Append(piece);
            taken += piece.Length;
            if (lf >= 0 && TakeLine(limits, offset + taken) is var status and not ReadStatus.NeedMore)
            {
                return status;
            }
        }

        return ReadStatus.NeedMore;
    }

    private ReadStatus TakeLine(in HeadLimits limits, long offset)
    {
        var start = _lineStart;
        var lf = _length - 1;
        var end = lf > start && _bytes[lf - 1] == (byte)'\r' ? lf - 1 : lf;
        _lineStart = _length;
        if (end == lf && (limits.Lenient & Leniency.BareLf) == 0)
        {
            return Fail(offset, "a line of the trailer section ends in LF without CR", start);
        }

        if (end == start)
        {
            Fields.Attach(_bytes, 0);
            return ReadStatus.Done;
        }

        var forgiven = Leniency.None;
        var broken = FieldLineReader.Read(_bytes.AsSpan(0, _length), start, end, limits, Fields, ref forgiven);
        return broken is null ? ReadStatus.NeedMore : Fail(offset, broken.Detail, start);
    }

    private ReadStatus Fail(long offset, string detail, int lineStart)
    {
        Violation = new Violation(ViolationKind.BadTrailer, offset, null, detail, Sample.Escape(_bytes.AsSpan(lineStart, _length - lineStart)));
        return ReadStatus.Invalid;
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(256, (_length + piece.Length) * 2));
        }

        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
    }
}
