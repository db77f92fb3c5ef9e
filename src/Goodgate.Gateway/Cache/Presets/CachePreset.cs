using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Cache.Presets;

/// <summary>What is known of an application beyond what its responses say.</summary>
internal sealed record CachePreset
{
    public required string Name { get; init; }

    /// <summary>Why a request (GET or HEAD) has nothing to do with the cache, as a short word; null = it has.</summary>
    public required Func<Exchange, string?> Bypass { get; init; }

    /// <summary>The target without what makes no difference to the page.</summary>
    public required Func<string, string> Target { get; init; }

    /// <summary>True for a field in Vary that is taken care of otherwise.</summary>
    public required Func<string, bool> IgnoresVary { get; init; }
}
