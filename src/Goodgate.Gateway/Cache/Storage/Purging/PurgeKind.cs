namespace Goodgate.Gateway.Cache.Storage.Purging;

/// <summary>What a purge is about.</summary>
public enum PurgeKind
{
    /// <summary>One address, with all its variants.</summary>
    Url,

    /// <summary>All addresses that begin so.</summary>
    Prefix,

    /// <summary>Everything with a tag.</summary>
    Tag,

    /// <summary>Everything.</summary>
    Everything,
}
