namespace Goodgate.Gateway.Settings;

/// <summary>Where the caches of all sites keep what they store.</summary>
public sealed record CacheStoreSettings
{
    /// <summary>Most bytes held in memory. A thousand pages of 64 KiB.</summary>
    public long MemoryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Largest response stored, bytes.</summary>
    public long MaxEntryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Folder of what outlives the process; null = memory alone.</summary>
    public string? Folder { get; init; }

    /// <summary>Networks in CIDR notation whose clients may send PURGE and BAN; empty = nobody.</summary>
    public IReadOnlyList<string> PurgeFrom { get; init; } = [];

    /// <summary>Most bytes on disk.</summary>
    public long DiskBytes { get; init; } = 1024L * 1024 * 1024;
}
