using System.Numerics;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>What <see cref="StoreOptions"/> mean in detail: how the memory and the disk are shared out.</summary>
internal sealed record StoreShape
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    public StoreShape(StoreOptions options)
    {
        var memory = Math.Max(options.MemoryBytes, MiB);
        HasDisk = options.Folder is not null;
        Disk = Math.Max(options.DiskBytes, 8 * MiB);

        // 32 MiB are a tenth of a second of a good disk, and some seconds of a bad one.
        Queue = HasDisk ? Math.Clamp(memory / 8, 128 * KiB, 32 * MiB) : 0;
        Flight = Math.Clamp(memory / 8, 128 * KiB, 64 * MiB);
        Ghosts = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(memory / (8 * KiB), 1024, 256 * 1024));
        Memory = memory - Queue - Flight - ((HasDisk ? 2 : 1) * Ghosts * Eviction.GhostTable.BytesEach);

        // Of what is on disk key and head are in memory; bodies in use must find room beside them.
        Index = HasDisk ? Memory * 3 / 4 : Memory;

        // Some 64 segments: each a file that stays open, and the most that is copied in one go.
        Segment = Math.Clamp(Disk / 64, 256 * KiB, 128 * MiB);
        Gathered = HasDisk ? Math.Min(Math.Min(MiB, Memory / 8), Segment / 4) : Memory / 8;
        Largest = Math.Min(options.LargestEntry, HasDisk ? Disk / 4 : Gathered);

        // What is not in use any more lies between what is until its segment is copied: the more room is left for it, the less is copied.
        Live = Disk - Math.Max(Disk * 15 / 100, 3 * Segment);
    }

    public bool HasDisk { get; }

    /// <summary>Bytes all files may have together.</summary>
    public long Disk { get; }

    /// <summary>Bytes of the entries in them.</summary>
    public long Live { get; }

    /// <summary>Bytes at which a segment is full.</summary>
    public long Segment { get; }

    /// <summary>Bytes of memory for entries.</summary>
    public long Memory { get; }

    /// <summary>Of these the most for keys, heads and bookkeeping.</summary>
    public long Index { get; }

    /// <summary>Bytes that may wait to be written.</summary>
    public long Queue { get; }

    /// <summary>Bytes of responses that are not complete yet.</summary>
    public long Flight { get; }

    /// <summary>Evicted entries each policy remembers.</summary>
    public int Ghosts { get; }

    /// <summary>Bodies up to this are gathered in memory and lie in segments; larger ones are written to a file of their own as they come.</summary>
    public long Gathered { get; }

    /// <summary>Largest body.</summary>
    public long Largest { get; }

    /// <summary>Bytes held in any case: tables of ghosts.</summary>
    public long Fixed => (HasDisk ? 2L : 1L) * Ghosts * Eviction.GhostTable.BytesEach;
}
