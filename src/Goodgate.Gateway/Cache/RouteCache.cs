using Goodgate.Gateway.Cache.Presets;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Cache;

/// <summary>The cache of one route, ready for use.</summary>
/// <param name="settings">What was said.</param>
internal sealed class RouteCache(CacheSettings settings)
{
    // Pages of WordPress say nothing of freshness. As long as an editor waits without a purge, and long enough for a wave of visitors.
    private static readonly TimeSpan WordPressTtl = TimeSpan.FromMinutes(10);

    /// <summary>What is known of the application; null = nothing.</summary>
    public CachePreset? Preset { get; } = settings.Mode == CacheMode.WordPress ? WordPressPages.Preset : null;

    /// <summary>Cookies of people whose requests are not the cache's, beside those a preset knows.</summary>
    public CookieList BypassCookies { get; } = new(settings.BypassCookies);

    /// <summary>Freshness of responses that say nothing of it; null = none.</summary>
    public TimeSpan? Ttl { get; } = settings.Ttl ?? (settings.Mode == CacheMode.WordPress ? WordPressTtl : null);

    /// <summary>Seconds a page may be used beyond its time when its server fails; 0 = not at all.</summary>
    public long StaleIfError { get; } = (long)settings.StaleIfError.TotalSeconds;

    /// <summary>True when freshness may be guessed: by a preset it is known.</summary>
    public bool AllowsHeuristics => Preset is null;

    /// <summary>True when a response with Set-Cookie may be stored where its server says how long it is fresh.</summary>
    public bool StoresCookies => Preset is null;

    /// <summary>True when it is known which cookies make a page personal.</summary>
    public bool KnowsCookies => Preset is not null;

    /// <summary>True when clients may ask for a fresher answer than there is (RFC 9111 §5.2.1). With a preset each such request would cost a worker.</summary>
    public bool HeedsRequests => Preset is null;

    /// <summary>True when a response of this status may be stored.</summary>
    public bool Stores(int status) => Preset is null || status < 500;
}
