namespace Goodgate.Gateway.Exchanges;

/// <summary>How far a part of a file was sent.</summary>
/// <param name="Bytes">Bytes that went out. Fewer than there were, and the client is there: the rest has to be read, and the reading says why.</param>
/// <param name="IsGone">True when the client is gone.</param>
public readonly record struct FileSent(long Bytes, bool IsGone);
