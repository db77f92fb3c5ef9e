using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>
/// FastCGI towards one server. Records are taken apart as they arrive: STDOUT stays in the connection's buffer, where it is a CGI response; STDERR is
/// kept as evidence about this very request.
/// </summary>
internal sealed class FastCgiProtocol(Server server, FastCgiSettings settings) : IUpstreamProtocol
{
    private readonly RequestWriter _request = new();
    private readonly RequestWriter _input = new();
    private readonly RecordReader _records = new();
    private readonly CgiHeadReader _head = new();
    private Violation? _violation;
    private ScriptTarget? _script;
    private bool _keeps;

    /// <summary>How the request ended; null while it has not.</summary>
    public EndOfRequest? End => _records.End;

    public bool HasEnded => _records.End is not null;

    public bool HasEndedWell => _records.End is { ProtocolStatus: ProtocolStatus.RequestComplete } && ScriptErrors.Of(_records.Errors) is { IsFatal: false, PrimaryScriptUnknown: false };

    /// <summary>The record that broke a rule; null when none did.</summary>
    public Violation? BrokenRecord => _records.Violation;

    /// <summary>Bytes came that belong to no response, or more content than was declared.</summary>
    public bool HasExcess { get; set; }

    /// <summary>True when the answer is to be broken off because the script failed.</summary>
    public bool MustBreakOff => settings.AbortOnFatal && ScriptErrors.Of(_records.Errors).IsFatal;

    // The server sees no Expect: the client's side says 100 when it is asked for the body.
    public bool AnswersExpect => false;

    public void Compose(Exchange exchange, UpstreamConnection connection, RequestBody? body)
    {
        // What the request before said is not told of this one, should it fail before there is an answer.
        BeginResponse(connection);
        _script = exchange.Script;
        _keeps = server.Pool.MostKept > 0;
        _request.Start(_keeps);
        CgiParams.Write(exchange, _request, body);
        _request.EndParams();
        if (body is null or { IsWhole: true })
        {
            _request.Input(body is null ? default : body.Kept.Span);
            _request.EndInput();
        }
    }

    public ReadOnlyMemory<byte> Composed(UpstreamConnection connection) => _request.Written;

    public ReadOnlyMemory<byte> LeftOut(RequestBody body) => default;

    public bool Frames(RequestBody body) => true;

    public ReadOnlyMemory<byte> Frame(RequestBody body, ReadOnlySpan<byte> piece)
    {
        _input.Restart();
        _input.Input(piece);
        return _input.Written;
    }

    public ReadOnlyMemory<byte> EndOfBody(RequestBody body)
    {
        _input.Restart();
        _input.EndInput();
        return _input.Written;
    }

    public void BeginResponse(UpstreamConnection connection)
    {
        _records.Reset();
        _head.Reset();
        _violation = null;
        HasExcess = false;
    }

    // What is between and around the pieces of STDOUT is squeezed out in place.
    public void Received(UpstreamConnection connection, int count)
    {
        var bytes = connection.Buffer.AsSpan(connection.End, count);
        var (from, kept) = (0, 0);
        var status = ReadStatus.NeedMore;
        while (from < bytes.Length && status == ReadStatus.NeedMore)
        {
            status = _records.Read(bytes[from..], out var framing, out var data);
            bytes.Slice(from + framing, data).CopyTo(bytes[kept..]);
            from += framing + data;
            kept += data;
        }

        HasExcess |= from < bytes.Length && status == ReadStatus.Done;
        connection.Received(kept);
    }

    public ReadStatus ReadHead(UpstreamConnection connection, in HeadLimits limits)
    {
        var status = connection.End > connection.Start ? _head.Read(connection.Unread, limits) : ReadStatus.NeedMore;
        if (status == ReadStatus.NeedMore)
        {
            _violation = _records.Violation ?? (_records.End is null ? null : CgiFaults.Unfinished(connection.Unread));
            return _violation is null ? ReadStatus.NeedMore : ReadStatus.Invalid;
        }

        _violation = _head.Violation;
        return status;
    }

    public ResponseHead Head(UpstreamConnection connection) => _head.Head;

    public Violation Violation(UpstreamConnection connection) => _violation!;

    public BodyFraming Framing(UpstreamConnection connection, bool isHead, out Violation? violation) => CgiFraming.Decide(_head.Head, isHead, out violation);

    public IBodySource Body(UpstreamConnection connection, BodyFraming framing, in HeadLimits limits) => new CgiBody(this, framing);

    public bool Keeps(UpstreamConnection connection, BodyFraming framing) => _keeps;

    public bool NothingLeft(UpstreamConnection connection) => connection.End == connection.Start && !HasExcess;

    public void Rest()
    {
        _request.Trim();
        _input.Trim();
    }

    public void Concluded(Exchange exchange, AttemptRecord record)
    {
        if (_records.Errors.Total > 0)
        {
            ScriptReport.Conclude(exchange, record, _script, ScriptErrors.Of(_records.Errors));
        }
    }

    public Observation Explain(Observation seen) => ScriptReport.Explain(seen, _script, _records.End, ScriptErrors.Of(_records.Errors));
}
