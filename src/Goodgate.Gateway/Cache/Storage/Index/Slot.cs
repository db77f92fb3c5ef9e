using Goodgate.Gateway.Cache.Storage.Disk;
using Goodgate.Gateway.Cache.Storage.Eviction;

namespace Goodgate.Gateway.Cache.Storage.Index;

/// <summary>Where an entry is: what <see cref="StoredEntry.Place"/> holds. Changed under the lock of <see cref="EntryTable"/>, read without.</summary>
internal sealed class Slot
{
    // Objects, references and table places of an entry with a short key, no tags and a small head, beyond the bytes of its texts: measured by MemoryBoundTests.
    private const int Overhead = 590;
    private const int TagOverhead = 120;

    private volatile byte[]? _body;
    private volatile DiskPlace? _disk;
    private volatile bool _isGone;

    /// <param name="entry">The entry; it points here from now on.</param>
    /// <param name="body">Its body, if it is in memory.</param>
    /// <param name="id">Number of its record if it was found on disk; those of this run are newer than all of them.</param>
    public Slot(StoredEntry entry, byte[]? body, ulong id = ulong.MaxValue)
    {
        (Entry, _body, Id) = (entry, body, id);
        var hash = (uint)HashCode.Combine(entry.Key, entry.Variant);
        InMemory = new PolicyNode(this, hash);
        OnDisk = new PolicyNode(this, hash);
        entry.Place = this;
    }

    public StoredEntry Entry { get; }

    /// <summary>The table that counts it; null before it was added to one. That of a store which a reload has replaced is another's.</summary>
    public EntryTable? Table { get; set; }

    public ulong Id { get; }

    /// <summary>In the policy of memory while its body is held there.</summary>
    public PolicyNode InMemory { get; }

    /// <summary>In the policy of the disk while it is there, or on its way.</summary>
    public PolicyNode OnDisk { get; }

    /// <summary>The body where it is in memory.</summary>
    public byte[]? Body
    {
        get => _body;
        set => _body = value;
    }

    /// <summary>Where it is on disk; null = nowhere, or not yet.</summary>
    public DiskPlace? Disk
    {
        get => _disk;
        set => _disk = value;
    }

    /// <summary>Removed, replaced or evicted.</summary>
    public bool IsGone
    {
        get => _isGone;
        set => _isGone = value;
    }

    /// <summary>Bytes of memory beside the body, as counted.</summary>
    public long MetaBytes { get; set; }

    /// <summary>Bytes of the body that are counted as memory.</summary>
    public long BodyBytes { get; set; }

    /// <summary>The place of an entry.</summary>
    public static Slot Of(StoredEntry entry) => (Slot)entry.Place!;

    /// <summary>What an entry takes in memory beside its body.</summary>
    public static long MetaOf(StoredEntry entry) =>
        Overhead + (2 * (entry.Key.Length + entry.Variant.Length)) + entry.Head.Length + entry.Tags.Sum(tag => TagOverhead + (2L * tag.Length));

    /// <summary>Notes a use.</summary>
    public void Touch()
    {
        InMemory.Touch();
        OnDisk.Touch();
    }
}
