namespace Goodgate.Wire.Http1;

/// <summary>Collects a trailer section (RFC 9112 §7.1.2): it may arrive in pieces, so its bytes are kept here until the empty line.</summary>
internal sealed class TrailerReader
{
    private byte[] _bytes = [];
    private int _length;
    private int _lineStart;

    public FieldSection Fields { get; } = new();

    public Violation? Violation { get; private set; }

    public Leniency Forgiven { get; private set; }

    public void Reset()
    {
        _length = 0;
        _lineStart = 0;
        Violation = null;
        Forgiven = Leniency.None;
        Fields.Clear();
    }

    /// <summary>Takes bytes up to the end of the section.</summary>
    /// <param name="input">New bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="offset">Offset of <paramref name="input"/> in the body, for violations.</param>
    /// <param name="taken">How many of them belong to the section.</param>
    public ReadStatus Read(ReadOnlySpan<byte> input, in HeadLimits limits, long offset, out int taken)
    {
        var sectionStart = offset - _length;
        taken = 0;
        while (taken < input.Length)
        {
            var lf = input[taken..].IndexOf((byte)'\n');
            var piece = lf < 0 ? input[taken..] : input.Slice(taken, lf + 1);
            if (_length + piece.Length > limits.MaxBytes)
            {
                Violation = TooLarge(piece, limits, sectionStart);
                return ReadStatus.Invalid;
            }

            Append(piece);
            taken += piece.Length;
            if (lf >= 0 && TakeLine(limits, sectionStart) is var status and not ReadStatus.NeedMore)
            {
                return status;
            }
        }

        return ReadStatus.NeedMore;
    }

    private Violation TooLarge(ReadOnlySpan<byte> piece, in HeadLimits limits, long sectionStart)
    {
        var size = _length + piece.Length;
        Append(piece[..(limits.MaxBytes - _length)]);
        var sample = Sample.Around(_bytes.AsSpan(0, _length), _lineStart);
        var detail = $"the trailer section is larger than {limits.MaxBytes} bytes";
        return new Violation(ViolationKind.TrailersTooLarge, sectionStart + limits.MaxBytes, null, detail, sample) { Size = size };
    }

    private ReadStatus TakeLine(in HeadLimits limits, long sectionStart)
    {
        var start = _lineStart;
        var lf = _length - 1;
        var end = lf > start && _bytes[lf - 1] == (byte)'\r' ? lf - 1 : lf;
        _lineStart = _length;
        var section = _bytes.AsSpan(0, _length);
        if (end == lf && !Forgive(limits))
        {
            var detail = "a line of the trailer section ends in LF without CR";
            Violation = new Violation(ViolationKind.BadTrailer, sectionStart + lf, null, detail, Sample.Around(section, lf));
            return ReadStatus.Invalid;
        }

        if (end == start)
        {
            Fields.Attach(_bytes, 0);
            return ReadStatus.Done;
        }

        var forgiven = Forgiven;
        var broken = FieldLineReader.Read(section, start, end, limits, Fields, ref forgiven);
        Forgiven = forgiven;
        if (broken is null)
        {
            return ReadStatus.NeedMore;
        }

        var kind = broken.Kind == ViolationKind.TooManyFields ? ViolationKind.TrailersTooLarge : ViolationKind.BadTrailer;
        Violation = broken with { Kind = kind, Offset = sectionStart + broken.Offset };
        return ReadStatus.Invalid;
    }

    private bool Forgive(in HeadLimits limits)
    {
        Forgiven |= limits.Lenient & Leniency.BareLf;
        return (limits.Lenient & Leniency.BareLf) != 0;
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
