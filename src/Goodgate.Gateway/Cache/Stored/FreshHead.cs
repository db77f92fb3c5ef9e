using Goodgate.Gateway.Cache.Rules;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>The head of a stored response with the fields of a confirmation, and whether it may be stored so.</summary>
/// <param name="Bytes">The head, as it is stored.</param>
/// <param name="Decision">Whether others may get it.</param>
internal sealed record FreshHead(byte[] Bytes, StoreDecision Decision)
{
    /// <summary>True when the server says that not even the older one is for others any more.</summary>
    public bool TakesBack => Decision.Refusal is "private" or "no-store";
}
