namespace Goodgate.Gateway.Admin;

/// <summary>What an admin page is asked.</summary>
/// <param name="Rest">The path behind the page's own, for pages whose path ends in <c>/</c>; else empty. Percent-decoded.</param>
/// <param name="Query">Query parameters, decoded; the last one of a name counts.</param>
/// <param name="Accept">The Accept field; empty when there was none.</param>
public sealed record AdminRequest(string Rest, IReadOnlyDictionary<string, string> Query, string Accept)
{
    /// <summary>A request without anything.</summary>
    public static AdminRequest Empty { get; } = new("", new Dictionary<string, string>(StringComparer.Ordinal), "");
}
