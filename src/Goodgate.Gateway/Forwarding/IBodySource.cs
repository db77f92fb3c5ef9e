using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>One framing of a response's body (RFC 9112 §6.3): finds the content in what was received.</summary>
internal interface IBodySource
{
    /// <summary>Content that can be sent now, out of the connection's buffer.</summary>
    /// <returns>Done when it is the last, NeedMore when more must be received, Invalid when the framing is broken.</returns>
    ReadStatus Take(UpstreamConnection connection, out ReadOnlyMemory<byte> content);

    /// <summary>True while content is better kept back: the whole body will soon be here, and may then be judged whole.</summary>
    bool Holds(UpstreamConnection connection);

    /// <summary>Says that the content of <see cref="Take"/> has gone out.</summary>
    void Written(UpstreamConnection connection, int count);

    /// <summary>Where to receive more.</summary>
    Memory<byte> Space(UpstreamConnection connection);

    /// <summary>True when a close by the server is the end and not a failure.</summary>
    bool EndsAtClose { get; }

    /// <summary>True when all that was promised has gone out, although the server has not said that it is done: how that ends is nothing to the client any more.</summary>
    bool IsWhole => false;

    /// <summary>Bytes the framing promised; null when it promised none.</summary>
    long? Expected { get; }

    Violation? Violation { get; }

    FieldSection? Trailers { get; }
}
