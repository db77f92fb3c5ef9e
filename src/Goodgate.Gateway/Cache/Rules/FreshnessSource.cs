namespace Goodgate.Gateway.Cache.Rules;

/// <summary>Who says how long a response is fresh.</summary>
internal enum FreshnessSource
{
    /// <summary>Nobody: it may be used only after asking its server.</summary>
    None,

    /// <summary>It was guessed from Last-Modified (RFC 9111 §4.2.2).</summary>
    Heuristic,

    /// <summary>The settings, where the server says nothing (<c>cache.ttl</c>).</summary>
    Setting,

    /// <summary>The server.</summary>
    Stated,
}
