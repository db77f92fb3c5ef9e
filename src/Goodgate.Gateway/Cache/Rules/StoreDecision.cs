using Goodgate.Gateway.Cache.Directives;

namespace Goodgate.Gateway.Cache.Rules;

/// <summary>Whether a response is stored.</summary>
/// <param name="Refusal">Why not, as a short word; null = it is.</param>
/// <param name="Freshness">How long it is fresh.</param>
/// <param name="Said">What the response says about caching to a cache like this one.</param>
internal readonly record struct StoreDecision(string? Refusal, Freshness Freshness, CacheDirectives Said)
{
    public bool Stores => Refusal is null;
}
