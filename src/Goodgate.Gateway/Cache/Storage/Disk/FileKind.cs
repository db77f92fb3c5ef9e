namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>What a file of the cache holds.</summary>
internal enum FileKind
{
    /// <summary>Many records, one behind the other.</summary>
    Segment = 1,

    /// <summary>One record with a large body.</summary>
    Large = 2,
}
