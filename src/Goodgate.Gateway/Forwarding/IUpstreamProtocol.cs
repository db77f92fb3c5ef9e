using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>
/// What one connection to a server speaks. Everything else of forwarding (attempts, retries, limits, relaying, verdicts) is the same for all protocols.
/// Calls are per request or per read, never per byte.
/// </summary>
internal interface IUpstreamProtocol
{
    /// <summary>Writes the request as the server gets it: its head and, when the body is whole, as much of that as goes out in one write.</summary>
    void Compose(Exchange exchange, UpstreamConnection connection, RequestBody? body);

    /// <summary>What <see cref="Compose"/> wrote.</summary>
    ReadOnlyMemory<byte> Composed(UpstreamConnection connection);

    /// <summary>The part of a whole body that <see cref="Compose"/> left out, ready to be sent.</summary>
    ReadOnlyMemory<byte> LeftOut(RequestBody body);

    /// <summary>True when the server says 100 (Continue) to a client that waits for it.</summary>
    bool AnswersExpect { get; }

    /// <summary>True when pieces of this body need a frame each.</summary>
    bool Frames(RequestBody body);

    /// <summary>A piece of the body, at most <see cref="RequestBody.MostInFrame"/> bytes, as it goes out; valid until the next.</summary>
    ReadOnlyMemory<byte> Frame(RequestBody body, ReadOnlySpan<byte> piece);

    /// <summary>What says that the body is complete; empty when its length has said so.</summary>
    ReadOnlyMemory<byte> EndOfBody(RequestBody body);

    /// <summary>Makes ready for a response.</summary>
    void BeginResponse(UpstreamConnection connection);

    /// <summary>Takes bytes that were received into <see cref="UpstreamConnection.FreeSpace"/>: what is left unread is the message.</summary>
    void Received(UpstreamConnection connection, int count);

    /// <summary>Goes on reading the head out of what is unread.</summary>
    ReadStatus ReadHead(UpstreamConnection connection, in HeadLimits limits);

    /// <summary>The head, after <see cref="ReadHead"/> said Done.</summary>
    ResponseHead Head(UpstreamConnection connection);

    /// <summary>The broken rule, after <see cref="ReadHead"/> said Invalid.</summary>
    Violation Violation(UpstreamConnection connection);

    /// <summary>Decides how the body ends.</summary>
    BodyFraming Framing(UpstreamConnection connection, bool isHead, out Violation? violation);

    /// <summary>Finds the content of the body in what is received.</summary>
    IBodySource Body(UpstreamConnection connection, BodyFraming framing, in HeadLimits limits);

    /// <summary>True when the connection may carry another exchange once the response is complete. Asked while the head's fields are in the buffer.</summary>
    bool Keeps(UpstreamConnection connection, BodyFraming framing);

    /// <summary>True when the server has said that nothing of the request runs there any more.</summary>
    bool HasEnded { get; }

    /// <summary>True when the server ended the response as it should, and said nothing of a failure beside it.</summary>
    bool HasEndedWell { get; }

    /// <summary>True when nothing came behind the response.</summary>
    bool NothingLeft(UpstreamConnection connection);

    /// <summary>The exchange is over, and nothing of it is being sent any more: gives back what only it needed.</summary>
    void Rest();

    /// <summary>The response is complete and with the client: says what else the server told of it.</summary>
    void Concluded(Exchange exchange, AttemptRecord record);

    /// <summary>Adds to a failure what only the protocol knows.</summary>
    Observation Explain(Observation seen);
}
