namespace Goodgate.Gateway.Settings;

/// <summary>The cache of a site or a route.</summary>
public sealed record CacheSettings
{
    public CacheMode Mode { get; init; } = CacheMode.On;

    /// <summary>Freshness of responses that say nothing of it; null = none, and ten minutes with <see cref="CacheMode.WordPress"/>.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How long a page may be used beyond its time when its server fails; zero = not at all. A night and a morning.</summary>
    public TimeSpan StaleIfError { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Names of cookies whose requests have nothing to do with the cache; <c>*</c> at the end stands for any further characters.</summary>
    public IReadOnlyList<string> BypassCookies { get; init; } = [];

    /// <summary>True when both say the same; of lists a record would compare which objects they are.</summary>
    public bool Equals(CacheSettings? other) => other is not null && (Mode, Ttl, StaleIfError) == (other.Mode, other.Ttl, other.StaleIfError) && BypassCookies.SequenceEqual(other.BypassCookies);

    public override int GetHashCode() => HashCode.Combine(Mode, Ttl, StaleIfError, BypassCookies.Count);
}

/// <summary>What is cached.</summary>
public enum CacheMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>What RFC 9111 allows.</summary>
    On,

    /// <summary>The same, with what is known of WordPress and WooCommerce.</summary>
    WordPress,
}
