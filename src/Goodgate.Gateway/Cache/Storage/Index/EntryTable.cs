using Goodgate.Gateway.Cache.Storage.Disk;

namespace Goodgate.Gateway.Cache.Storage.Index;

/// <summary>
/// All entries, and what they take of memory and disk: whoever takes more makes others go. Changes are made under one lock, which is held for microseconds;
/// nothing in it waits for a disk.
/// </summary>
internal sealed class EntryTable(StoreShape shape)
{
    private readonly Lock _gate = new();
    private readonly EntryIndex _index = new();
    private readonly StoreRoom _room = new(shape);
    private long _evictions;
    private long _damaged;

    /// <summary>An entry that is on disk, or on its way there, is forgotten. Called under the lock: hands it to the worker.</summary>
    public Action<Slot>? Forgotten { get; set; }

    /// <summary>What lay in a file was not what had been written there. Called outside the lock, on any thread.</summary>
    public Action<DiskFile>? Damage { get; set; }

    public long Count => _index.Count;

    /// <summary>Bytes of memory of all entries.</summary>
    public long Bytes => _room.Bytes;

    public long Evictions => Interlocked.Read(ref _evictions);

    public long Damaged => Interlocked.Read(ref _damaged);

    public IEnumerable<StoredEntry> All => _index.All;

    /// <summary>The entries of a key; a use for each.</summary>
    public IReadOnlyList<StoredEntry> Find(string key)
    {
        var found = _index.Find(key);
        foreach (var entry in found)
        {
            Slot.Of(entry).Touch();
        }

        return found;
    }

    public IReadOnlyList<StoredEntry> Tagged(string tag)
    {
        lock (_gate)
        {
            return _index.Tagged(tag);
        }
    }

    /// <summary>Takes an entry in, in place of what has its key and variant; others may have to go.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="onDisk">Bytes it has on disk, or will have; 0 = none.</param>
    /// <returns>False when there is no room for it, or one that an earlier run left is older than what is there.</returns>
    public bool Add(Slot slot, long onDisk)
    {
        lock (_gate)
        {
            var others = _index.Find(slot.Entry.Key);
            if (Array.Find(others, one => one.Variant == slot.Entry.Variant) is { } same)
            {
                if (Slot.Of(same).Id > slot.Id)
                {
                    return false;
                }

                Forget(Slot.Of(same));
            }
            else if (others.Length >= EntryIndex.MostVariants)
            {
                Evict(Slot.Of(others[^1]));
            }

            slot.Table = this;
            _room.Count(slot);
            _index.Add(slot.Entry);
            _room.Enter(slot, onDisk);
            Trim();
            return !slot.IsGone;
        }
    }

    /// <summary>Takes an entry out, and what it has on disk. False when it was gone.</summary>
    public bool Remove(Slot slot)
    {
        lock (_gate)
        {
            return Forget(slot);
        }
    }

    /// <summary>Bytes on disk were not those that were stored.</summary>
    public void Drop(Slot slot)
    {
        var file = slot.Disk?.File;
        lock (_gate)
        {
            if (!Forget(slot))
            {
                return;
            }
        }

        Interlocked.Increment(ref _damaged);
        if (file is not null)
        {
            Damage?.Invoke(file);
        }
    }

    /// <summary>Drops what lies in a file that is damaged and about to go. Looks at all entries: it is rare.</summary>
    public void DropAll(DiskFile file)
    {
        foreach (var slot in _index.All.Select(Slot.Of).Where(slot => slot.Disk?.File == file))
        {
            Drop(slot);
        }
    }

    /// <summary>Counts a record that could not even be read.</summary>
    public void CountDamaged() => Interlocked.Increment(ref _damaged);

    /// <summary>Changes an entry; false when it is gone.</summary>
    public bool Change(Slot slot, Action change)
    {
        lock (_gate)
        {
            if (slot.IsGone)
            {
                return false;
            }

            change();
            _room.Count(slot);
            Trim();
            return !slot.IsGone;
        }
    }

    /// <summary>A body that was read from disk may stay in memory.</summary>
    public void Promote(Slot slot, byte[] body)
    {
        lock (_gate)
        {
            if (!slot.IsGone && slot.Body is null && body.Length <= shape.Memory / 8)
            {
                slot.Body = body;
                _room.Enter(slot, 0);
                Trim();
            }
        }
    }

    /// <summary>The record of an entry is where it was to be, or has moved. False when the entry is gone, and its record must go too.</summary>
    public bool Place(Slot slot, DiskPlace place)
    {
        lock (_gate)
        {
            if (slot.IsGone)
            {
                return false;
            }

            slot.Disk = place;
            if (!slot.InMemory.IsIn && slot.Body is { Length: > 0 })
            {
                // Memory had given it up, and it was kept only to be written.
                slot.Body = null;
            }

            return true;
        }
    }

    /// <summary>Bytes that entries may have on disk from now on.</summary>
    public void LimitDisk(long live)
    {
        lock (_gate)
        {
            _room.LimitDisk(live);
            Trim();
        }
    }

    /// <summary>An entry could not be written, or its file is given up: it lives in memory, or not at all.</summary>
    public void Unplace(Slot slot)
    {
        lock (_gate)
        {
            if (slot.IsGone)
            {
                return;
            }

            _room.LeaveDisk(slot);
            slot.Disk = null;
            if (slot.Body is { Length: 0 })
            {
                _room.Enter(slot, 0);
            }
            else if (!slot.InMemory.IsIn)
            {
                Evict(slot);
            }
        }
    }

    /// <summary>Makes room on disk for content that comes in and belongs to no entry yet. False when too much does.</summary>
    public bool TryTakeIn(long bytes)
    {
        lock (_gate)
        {
            var isTaken = _room.TryTakeIn(bytes);
            Trim();
            return isTaken;
        }
    }

    /// <summary>Such content has become an entry, or was given up.</summary>
    public void EndTakeIn(long bytes)
    {
        lock (_gate)
        {
            _room.EndTakeIn(bytes);
        }
    }

    /// <summary>The entry whose record lies at a place; null when it is none that counts.</summary>
    public Slot? At(string key, DiskFile file, long offset)
    {
        foreach (var entry in _index.Find(key))
        {
            if (Slot.Of(entry).Disk is { } place && place.File == file && place.Offset == offset)
            {
                return Slot.Of(entry);
            }
        }

        return null;
    }

    private void Trim()
    {
        while (_room.Next(out var wasOnDisk) is { } slot)
        {
            Evict(slot, wasOnDisk);
        }
    }

    private void Evict(Slot slot, bool wasOnDisk = false)
    {
        Interlocked.Increment(ref _evictions);
        Forget(slot, wasOnDisk);
    }

    private bool Forget(Slot slot, bool wasOnDisk = false)
    {
        if (slot.IsGone)
        {
            return false;
        }

        slot.IsGone = true;
        _index.Remove(slot.Entry);
        wasOnDisk |= slot.OnDisk.IsIn;
        _room.Leave(slot);
        if (wasOnDisk)
        {
            Forgotten?.Invoke(slot);
        }

        return true;
    }
}
