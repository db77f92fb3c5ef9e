namespace Goodgate.Gateway.Exchanges;

/// <summary>What became of the body of a request so far.</summary>
public enum BodyState
{
    /// <summary>More may follow.</summary>
    More,

    /// <summary>This was the last piece.</summary>
    Complete,

    /// <summary>The wait was ended from our side; what the client sends is not lost.</summary>
    Stopped,

    /// <summary>The client has left.</summary>
    Gone,

    /// <summary>The framing is broken.</summary>
    Malformed,

    /// <summary>Larger than <c>client.max_body</c> allows.</summary>
    TooLarge,

    /// <summary>The client stood still, or sent next to nothing.</summary>
    TooSlow,
}

/// <summary>A piece of a request's body.</summary>
/// <param name="Content">Bytes; empty in all states but <see cref="BodyState.More"/> and <see cref="BodyState.Complete"/>.</param>
/// <param name="State">What became of the body.</param>
public readonly record struct BodyPiece(ReadOnlyMemory<byte> Content, BodyState State);
