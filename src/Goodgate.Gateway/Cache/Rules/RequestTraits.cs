namespace Goodgate.Gateway.Cache.Rules;

/// <summary>What of a request matters to the rules.</summary>
/// <param name="IsAuthorized">It carries Authorization.</param>
/// <param name="HasCookies">It carries cookies other than those of visit counters.</param>
/// <param name="NoStore">It says <c>Cache-Control: no-store</c>.</param>
internal readonly record struct RequestTraits(bool IsAuthorized, bool HasCookies, bool NoStore);
