using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>HTTP/1.1 towards a server. What it keeps lives with the connection, so there is one of it.</summary>
internal sealed class Http1Protocol : IUpstreamProtocol
{
    public static readonly Http1Protocol Instance = new();

    public bool AnswersExpect => true;

    public void Compose(Exchange exchange, UpstreamConnection connection, RequestBody? body) => RequestComposer.Write(exchange, connection.Request, body);

    public ReadOnlyMemory<byte> Composed(UpstreamConnection connection) => connection.Request.Written;

    public ReadOnlyMemory<byte> LeftOut(RequestBody body) => body.BehindHead;

    public bool Frames(RequestBody body) => body.Length is null;

    public ReadOnlyMemory<byte> Frame(RequestBody body, ReadOnlySpan<byte> piece) => body.Chunk(piece);

    public ReadOnlyMemory<byte> EndOfBody(RequestBody body) => body.Length is null ? body.LastChunk() : default;

    public void BeginResponse(UpstreamConnection connection) => connection.HeadReader.Reset();

    public void Received(UpstreamConnection connection, int count) => connection.Received(count);

    public ReadStatus ReadHead(UpstreamConnection connection, in HeadLimits limits) =>
        connection.End > connection.Start ? connection.HeadReader.Read(connection.Unread, limits) : ReadStatus.NeedMore;

    public ResponseHead Head(UpstreamConnection connection) => connection.HeadReader.Head;

    public Violation Violation(UpstreamConnection connection) => connection.HeadReader.Violation!;

    public BodyFraming Framing(UpstreamConnection connection, bool isHead, out Violation? violation) =>
        BodyFraming.Decide(connection.HeadReader.Head, isHead, out violation);

    public IBodySource Body(UpstreamConnection connection, BodyFraming framing, in HeadLimits limits) => framing.Kind switch
    {
        BodyKind.Length => new LengthBody(framing.Length),
        BodyKind.Chunked => new ChunkedBody(connection.Chunks, limits),
        BodyKind.UntilClose => new UntilCloseBody(),
        _ => NoBody.Instance,
    };

    public bool Keeps(UpstreamConnection connection, BodyFraming framing)
    {
        var head = connection.HeadReader.Head;
        if (ConnectionOptions.KeepAliveTimeout(head.Fields) is { } timeout)
        {
            connection.Server.Pool.Obey(timeout);
        }

        return framing.Kind != BodyKind.UntilClose && ConnectionOptions.KeepsOpen(head);
    }

    // A server that speaks HTTP minds who is there, and has no pool that is counted here.
    public bool HasEnded => true;

    public bool HasEndedWell => true;

    public bool NothingLeft(UpstreamConnection connection) => connection.End == connection.Start;

    public void Rest()
    {
        // What it writes with is the connection's.
    }

    public void Concluded(Exchange exchange, AttemptRecord record)
    {
    }

    public Observation Explain(Observation seen) => seen;
}
