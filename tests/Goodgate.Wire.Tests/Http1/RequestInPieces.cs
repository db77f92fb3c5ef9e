using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Drives the readers over one request as it arrives. Each reader is given a span that ends with the bytes that have arrived.</summary>
internal sealed class RequestInPieces
{
    // Not at the start of the array, as in a buffer that held the request before.
    private const int Start = 3;

    private readonly byte[] _bytes;
    private readonly HeadLimits _limits;
    private readonly RequestHeadReader _heads = new();
    private readonly BodyInPieces _body;
    private int _arrived = Start;
    private bool _headDone;
    private ReadStatus _status;
    private Violation? _violation;

    public RequestInPieces(int capacity, HeadLimits limits)
    {
        _bytes = new byte[capacity + Start];
        _limits = limits;
        _body = new BodyInPieces(_bytes, limits with { Lenient = Leniency.None });
    }

    public void Arrive(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(_bytes.AsSpan(_arrived));
        _arrived += piece.Length;
        if (!_headDone && _status == ReadStatus.NeedMore)
        {
            ReadHead();
        }

        if (_headDone && _status == ReadStatus.NeedMore)
        {
            _body.Read(_arrived);
            (_status, _violation) = (_body.Status, _body.Violation);
        }
    }

    public RequestReading Result() => new()
    {
        Status = _status,
        Kind = _violation?.Kind,
        Offset = _violation?.Offset ?? 0,
        Field = _violation?.Field,
        Detail = _violation?.Detail,
        Protocol = _violation?.Protocol,
        Head = _headDone ? Described() : "",
        Framing = _body.Framing,
        Trailers = _status == ReadStatus.Done ? Reading.Lines(_body.Trailers) : "",
        Content = _body.Content,
        HeadLength = _heads.Head.Length,
        Consumed = _status == ReadStatus.Done ? _body.At - Start : 0,
    };

    private string Described()
    {
        var head = _heads.Head;
        return $"{head.Method} {head.Form} {Latin1.Text(head.Target)} [{Latin1.Text(head.Authority)}] 1.{head.MinorVersion} {Reading.Lines(head.Fields)}";
    }

    private void ReadHead()
    {
        var before = _bytes.AsSpan(Start, _arrived - Start).ToArray();
        var status = _heads.Read(_bytes.AsSpan(Start, _arrived - Start), _limits);
        Promise.Must(_bytes.AsSpan(Start, _arrived - Start).SequenceEqual(before), "bytes of a request were changed");
        Promise.CheckViolation(status, _heads.Violation, _arrived - Start);
        (_status, _violation) = (status, _heads.Violation);
        if (status != ReadStatus.Done)
        {
            return;
        }

        _headDone = true;
        var head = _heads.Head;
        Promise.Must(head.Length > 0 && head.Length <= _arrived - Start, "the head is longer than what has arrived");
        head.Attach(_bytes, Start);
        CheckHead(head);
        var framing = RequestFraming.Decide(head, out _violation);
        Promise.CheckViolation(_violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid, _violation, head.Length);
        _status = _violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid;
        _body.Begin(framing, Start + head.Length);
    }

    private static void CheckHead(RequestHead head)
    {
        Promise.CheckFields(head.Fields);
        Promise.Must(head.Method.Length > 0 && head.Method.All(c => c is > ' ' and < '\x7F' && !"\"(),/:;<=>?@[\\]{}".Contains(c)), "the method is no token");
        Promise.Must(!head.Target.IsEmpty, "the target is empty");
        foreach (var b in head.Target)
        {
            Promise.Must(b is >= 0x21 and <= 0x7E and not (byte)'#', "the target has a forbidden byte");
        }

        var hosts = Enumerable.Range(0, head.Fields.Count).Count(i => Ascii.EqualsIgnoreCase(head.Fields.Name(i), "Host"u8));
        Promise.Must(hosts == 1 || (hosts == 0 && head.MinorVersion == 0), "a request without one Host");
    }
}
