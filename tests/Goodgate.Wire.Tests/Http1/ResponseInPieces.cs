using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Drives the readers over bytes as they arrive. Each reader is given a span that ends with the bytes that have arrived.</summary>
internal sealed class ResponseInPieces(int capacity, bool isHead, HeadLimits limits)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly ResponseHeadReader _heads = new();
    private readonly ChunkedReader _chunks = new();
    private readonly StringBuilder _content = new();
    private int _arrived;
    private int _start;
    private int _at;
    private bool _headDone;
    private BodyFraming _framing;
    private ReadStatus _status;
    private Violation? _violation;

    public void Arrive(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(_bytes.AsSpan(_arrived));
        _arrived += piece.Length;
        while (!_headDone && _status != ReadStatus.Invalid && ReadHead())
        {
            // An interim response: the next head follows it.
        }

        if (_headDone && _status == ReadStatus.NeedMore)
        {
            ReadBody();
        }
    }

    public Reading Result() => new()
    {
        Status = _status,
        Kind = _violation?.Kind,
        Offset = _violation?.Offset ?? 0,
        Field = _violation?.Field,
        Detail = _violation?.Detail,
        StatusCode = _headDone ? _heads.Head.Status : 0,
        Framing = _framing,
        Fields = _headDone ? Reading.Lines(_heads.Head.Fields) : "",
        Trailers = _status == ReadStatus.Done ? Reading.Lines(_chunks.Trailers) : "",
        Content = _content.ToString(),
        Consumed = _status == ReadStatus.Done ? _at : 0,
        Forgiven = _heads.Head.Forgiven | _chunks.Forgiven,
    };

    // True when the head was an interim one and another is to be read.
    private bool ReadHead()
    {
        var status = _heads.Read(_bytes.AsSpan(_start, _arrived - _start), limits);
        if (status != ReadStatus.Done)
        {
            Take(status, _heads.Violation);
            return false;
        }

        var head = _heads.Head;
        Must(head.Length > 0 && head.Length <= _arrived - _start, "the head is longer than what has arrived");
        head.Fields.Attach(_bytes, _start);
        CheckFields(head.Fields);
        _framing = BodyFraming.Decide(head, isHead, out var violation);
        _start += head.Length;
        _at = _start;
        if (violation is not null || !head.IsInterim)
        {
            _headDone = true;
            Take(violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid, violation);
            return false;
        }

        _heads.Reset();
        return true;
    }

    private void ReadBody()
    {
        switch (_framing.Kind)
        {
            case BodyKind.Length:
                Content((int)Math.Min(_framing.Length - _content.Length, _arrived - _at));
                _status = _content.Length == _framing.Length ? ReadStatus.Done : ReadStatus.NeedMore;
                break;
            case BodyKind.Chunked:
                ReadChunks();
                break;
            case BodyKind.UntilClose:
                // The close is the end of the input.
                Content(_arrived - _at);
                break;
            default:
                _status = ReadStatus.Done;
                break;
        }
    }

    private void ReadChunks()
    {
        var status = ReadStatus.NeedMore;
        for (var rounds = 0; status == ReadStatus.NeedMore && _at < _arrived; rounds++)
        {
            Must(rounds < _arrived + 2, "the chunked reader makes no progress");
            var left = _arrived - _at;
            status = _chunks.Read(_bytes.AsSpan(_at, left), limits, out var framing, out var content);
            Must(framing >= 0 && content >= 0 && framing + content <= left, "more was taken than there is");
            Must(status != ReadStatus.NeedMore || framing + content > 0, "nothing was taken of what there is");
            _at += framing;
            Content(content);
        }

        Must(_chunks.Consumed == _at - _start, "the count of consumed bytes is wrong");
        CheckFields(_chunks.Trailers, status == ReadStatus.Done);
        Take(status, _chunks.Violation);
    }

    private void Content(int count)
    {
        _content.Append(Latin1.Text(_bytes.AsSpan(_at, count)));
        _at += count;
    }

    private void Take(ReadStatus status, Violation? violation)
    {
        Must((status == ReadStatus.Invalid) == violation is not null, "a violation and the status contradict each other");
        _status = status;
        _violation = violation;
        if (violation is not null)
        {
            Must(violation.Sample.Length <= Sample.MaxLength, "a sample is too long");
            Must(IsPlain(violation.Sample) && IsPlain(violation.Detail) && IsPlain(violation.Field ?? ""), "evidence is not escaped");
            Must(violation.Offset >= 0 && violation.Offset <= _arrived, "the offset lies outside of what has arrived");
        }
    }

    // Written without the readers' own grammar, so that a slip there shows.
    private static void CheckFields(FieldSection fields, bool complete = true)
    {
        for (var i = 0; complete && i < fields.Count; i++)
        {
            Must(fields.Name(i).Length > 0, "a field name is empty");
            foreach (var b in fields.Name(i))
            {
                Must(b is > 0x20 and < 0x7F && !"\"(),/:;<=>?@[\\]{}"u8.Contains(b), "a field name is no token");
            }

            foreach (var b in fields.Value(i))
            {
                Must(b == '\t' || (b >= 0x20 && b != 0x7F), "a value has a forbidden byte");
            }

            var value = fields.Value(i);
            Must(value.IsEmpty || (value[0] is not (0x20 or 0x09) && value[^1] is not (0x20 or 0x09)), "a value has white space around it");
        }
    }

    private static bool IsPlain(string text) => text.All(c => c is (>= ' ' and <= '~') or '…');

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            Assert.Fail(otherwise);
        }
    }
}
