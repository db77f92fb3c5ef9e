using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Drives the readers over a response as it arrives. Each reader is given a span that ends with the bytes that have arrived.</summary>
internal sealed class ResponseInPieces
{
    private readonly byte[] _bytes;
    private readonly bool _isHead;
    private readonly HeadLimits _limits;
    private readonly ResponseHeadReader _heads = new();
    private readonly BodyInPieces _body;
    private int _arrived;
    private int _start;
    private bool _headDone;
    private BodyFraming _framing;
    private ReadStatus _status;
    private Violation? _violation;

    public ResponseInPieces(int capacity, bool isHead, HeadLimits limits)
    {
        _bytes = new byte[capacity];
        (_isHead, _limits) = (isHead, limits);
        _body = new BodyInPieces(_bytes, limits);
    }

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
            _body.Read(_arrived);
            (_status, _violation) = (_body.Status, _body.Violation);
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
        Trailers = _status == ReadStatus.Done ? Reading.Lines(_body.Trailers) : "",
        Content = _body.Content,
        Consumed = _status == ReadStatus.Done ? _body.At : 0,
        Forgiven = _heads.Head.Forgiven | _body.Forgiven,
    };

    // True when the head was an interim one and another is to be read.
    private bool ReadHead()
    {
        var status = _heads.Read(_bytes.AsSpan(_start, _arrived - _start), _limits);
        if (status != ReadStatus.Done)
        {
            Take(status, _heads.Violation);
            return false;
        }

        var head = _heads.Head;
        Promise.Must(head.Length > 0 && head.Length <= _arrived - _start, "the head is longer than what has arrived");
        head.Fields.Attach(_bytes, _start);
        Promise.CheckFields(head.Fields);
        _framing = BodyFraming.Decide(head, _isHead, out var violation);
        _start += head.Length;
        _body.Begin(_framing, _start);
        if (violation is not null || !head.IsInterim)
        {
            _headDone = true;
            Take(violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid, violation);
            return false;
        }

        _heads.Reset();
        return true;
    }

    private void Take(ReadStatus status, Violation? violation)
    {
        Promise.CheckViolation(status, violation, _arrived);
        _status = status;
        _violation = violation;
    }
}
