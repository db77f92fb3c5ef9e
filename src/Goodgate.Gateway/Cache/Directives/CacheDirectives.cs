namespace Goodgate.Gateway.Cache.Directives;

/// <summary>What a message says about caching, whichever field it says it in (RFC 9111 §5.2, RFC 5861, RFC 8246, RFC 9213).</summary>
internal sealed class CacheDirectives
{
    /// <summary>Seconds of a number that is none, or negative: stale at once (RFC 9111 §4.2.1).</summary>
    public const long Broken = 0;

    /// <summary>The largest number of seconds that is told apart; anything beyond is this (RFC 9111 §1.2.2).</summary>
    public const long MostSeconds = 2_147_483_648;

    /// <summary>Nothing was said.</summary>
    public static readonly CacheDirectives None = new();

    public bool NoStore { get; set; }

    public bool NoCache { get; set; }

    /// <summary>Fields named by a qualified no-cache: they are not stored.</summary>
    public IReadOnlyList<string> NoCacheFields { get; set; } = [];

    public bool IsPrivate { get; set; }

    /// <summary>Fields named by a qualified private: they are not stored.</summary>
    public IReadOnlyList<string> PrivateFields { get; set; } = [];

    public bool IsPublic { get; set; }

    public bool MustRevalidate { get; set; }

    public bool ProxyRevalidate { get; set; }

    public bool MustUnderstand { get; set; }

    public bool OnlyIfCached { get; set; }

    /// <summary>Seconds; null = not said. The same for the others.</summary>
    public long? MaxAge { get; set; }

    public long? SharedMaxAge { get; set; }

    public long? StaleWhileRevalidate { get; set; }

    public long? StaleIfError { get; set; }

    public long? MinFresh { get; set; }

    /// <summary><see cref="MostSeconds"/> for one without a number: any age will do.</summary>
    public long? MaxStale { get; set; }

    /// <summary>True when a stale response must never be given without asking (RFC 9111 §4.2.4; s-maxage says proxy-revalidate along, §5.2.2.10).</summary>
    public bool ForbidsStale => MustRevalidate || ProxyRevalidate || NoCache || SharedMaxAge is not null;
}
