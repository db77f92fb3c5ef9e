namespace Goodgate.Gateway.Cache.Storage;

/// <summary>How much a store may hold, and where.</summary>
public sealed record StoreOptions
{
    /// <summary>Bytes of memory for all of it: bodies, heads, keys, the bookkeeping of each entry, and what is on its way in. At least 1 MiB counts.</summary>
    public long MemoryBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Bytes on disk. At least 8 MiB count.</summary>
    public long DiskBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The folder of the disk tier, for this store alone; null = memory only. It is made when missing.</summary>
    public string? Folder { get; init; }

    /// <summary>Largest content stored, in bytes. Never more than a quarter of the disk, or without one an eighth of the memory.</summary>
    public long LargestEntry { get; init; } = 64L * 1024 * 1024;
}
