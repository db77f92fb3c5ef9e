using Goodgate.Gateway.Cache.Storage.Disk;
using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>The store: a bounded memory tier, and behind it a disk tier that outlives the process (docs/cache-store.md).</summary>
public sealed class CacheStore : ICacheStore
{
    private const int MostHead = 64 * 1024;

    // A record moves once in many seconds.
    private const int Looks = 8;

    private CacheStore(StoreOptions options, StoreShape shape, EntryTable table, DiskTier? disk, TimeProvider time, RecentPurges purges)
    {
        (Options, Shape, Table, Disk, Time, Purges) = (options, shape, table, disk, time, purges);
        Flight = new ByteRoom(shape.Flight);
    }

    /// <summary>How large it may be, and where.</summary>
    public StoreOptions Options { get; }

    public Task Loaded => Disk?.Loaded ?? Task.CompletedTask;

    public StoreFigures Figures => new(
        Table.Count,
        Table.Bytes + Flight.Used + (Disk?.Queue.Room.Used ?? 0) + Shape.Fixed,
        Disk?.Space.Bytes ?? 0,
        Table.Evictions,
        Table.Damaged);

    /// <summary>What became of the disk; null without one.</summary>
    public DiskFigures? DiskFigures => Disk is { } disk ? new(disk.Refused, disk.Failed, disk.Queue.Room.Used, disk.IsPaused) : null;

    internal StoreShape Shape { get; }

    internal EntryTable Table { get; }

    internal RecentPurges Purges { get; }

    internal TimeProvider Time { get; }

    internal ByteRoom Flight { get; }

    internal DiskTier? Disk { get; }

    /// <summary>Opens a store. What earlier runs left is loaded in the background.</summary>
    /// <param name="options">How large, and where.</param>
    /// <param name="time">Clock.</param>
    /// <param name="trouble">Takes a sentence when the disk fails, and one when it works again; and when what is there is damaged. Called on the store's thread, or on a reader's.</param>
    /// <exception cref="Data.DataFolderException">The folder cannot be used; the message says why and what to do.</exception>
    public static CacheStore Open(StoreOptions options, TimeProvider time, Action<string>? trouble = null) => Open(options, time, new RecentPurges(), trouble);

    /// <summary>Opens one that takes another's place: it knows of the purges that the other was told of.</summary>
    internal static CacheStore Open(StoreOptions options, TimeProvider time, RecentPurges purges, Action<string>? trouble)
    {
        var shape = new StoreShape(options);
        var table = new EntryTable(shape);
        if (options.Folder is null)
        {
            return new CacheStore(options, shape, table, null, time, purges);
        }

        var disk = new DiskTier(CacheFolder.Open(options.Folder), shape, table, time, trouble);
        disk.Start();
        return new CacheStore(options, shape, table, disk, time, purges);
    }

    public IReadOnlyList<StoredEntry> Find(string key) => Table.Find(key);

    public IEntryWriter? Begin(EntryDraft draft)
    {
        if (draft.Head.Length > MostHead || draft.Length < 0 || draft.Length > Shape.Largest || RecordText.Write(draft.Key, draft.Variant, draft.Tags) is not { } text)
        {
            return null;
        }

        return EntryWriter.Begin(this, draft, text);
    }

    public long MostGathered => Shape.Gathered;

    public IBodyReader? Open(StoredEntry entry)
    {
        var slot = Slot.Of(entry);
        for (var look = 0; look < Looks && !slot.IsGone; look++)
        {
            if (slot.Body is { } body)
            {
                return new MemoryReader(body);
            }

            // A record that is moved meanwhile is looked for again where it went.
            if (slot.Disk is { } place && place.File.TryHold())
            {
                return new DiskReader(slot.Table!, slot, place, Shape.Gathered);
            }
        }

        return null;
    }

    public bool ReplaceHead(StoredEntry entry, ReadOnlyMemory<byte> head, DateTimeOffset? asked = null)
    {
        // A head that was made from another store's entry says nothing of one that this store may have.
        var slot = Slot.Of(entry);
        if (slot.Table != Table)
        {
            return false;
        }

        var copy = head.Length <= MostHead ? head.ToArray() : null;
        var keepsMark = asked is { } since && Purges.Cover(entry.Key, entry.Tags, since);
        if (copy is null || !Table.Change(slot, () => (entry.Head, entry.IsMarkedStale) = (copy, keepsMark && entry.IsMarkedStale)))
        {
            return false;
        }

        Disk?.WriteHead(slot);
        return true;
    }

    /// <summary>Marks an entry as stale, whatever its head says: a soft purge. The mark outlives a restart; a new head takes it away. False when the entry is gone.</summary>
    public bool MarkStale(StoredEntry entry)
    {
        if (Own(entry) is not { } slot || !Table.Change(slot, () => slot.Entry.IsMarkedStale = true))
        {
            return false;
        }

        Disk?.WriteMark(slot);
        return true;
    }

    public void Remove(StoredEntry entry)
    {
        if (Own(entry) is { } slot)
        {
            Table.Remove(slot);
        }
    }

    public void Note(PurgeOrder order) => Purges.Note(order, Time.GetUtcNow());

    public IEnumerable<StoredEntry> Entries() => Table.All;

    public IReadOnlyList<StoredEntry> Tagged(string tag) => Table.Tagged(tag);

    /// <summary>Completes when everything that was asked for so far is on disk, as far as the system is concerned: a killed process loses none of it.</summary>
    public Task FlushAsync() => Disk?.Queue.DrainAsync() ?? Task.CompletedTask;

    /// <summary>Writes what waits, and lets go of the folder.</summary>
    public ValueTask DisposeAsync() => Disk?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Whoever found an entry in a store that a reload has replaced since means the one that is here in its place: where both have the same folder, it is the
    // same page. Its counts are none of ours.
    private Slot? Own(StoredEntry entry)
    {
        if (Slot.Of(entry) is var slot && slot.Table == Table)
        {
            return slot;
        }

        foreach (var one in Table.Find(entry.Key))
        {
            if (one.Variant == entry.Variant)
            {
                return Slot.Of(one);
            }
        }

        return null;
    }
}
