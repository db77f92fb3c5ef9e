namespace Goodgate.Gateway.Cache.Storage;

/// <summary>Counts and sizes of a store at one moment.</summary>
/// <param name="Entries">Stored responses.</param>
/// <param name="MemoryBytes">Bytes held in memory.</param>
/// <param name="DiskBytes">Bytes held on disk.</param>
/// <param name="Evictions">Entries given up for room since the start.</param>
/// <param name="Damaged">Entries dropped because their bytes on disk were not those that were stored.</param>
public sealed record StoreFigures(long Entries, long MemoryBytes, long DiskBytes, long Evictions, long Damaged);
