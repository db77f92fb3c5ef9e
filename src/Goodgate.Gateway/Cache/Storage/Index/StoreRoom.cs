using Goodgate.Gateway.Cache.Storage.Eviction;

namespace Goodgate.Gateway.Cache.Storage.Index;

/// <summary>What entries take of memory and disk, and who goes when it is too much. Changed under the lock of <see cref="EntryTable"/>.</summary>
internal sealed class StoreRoom(StoreShape shape)
{
    private readonly S3Fifo _memory = new(shape.Ghosts);
    private readonly S3Fifo _disk = new(shape.HasDisk ? shape.Ghosts : 1);
    private long _bytes;
    private long _meta;
    private long _inflow;
    private long _live = shape.Live;

    /// <summary>Bytes of memory of all entries. From any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    private bool IsDiskFull => _disk.Bytes + _inflow > _live || _meta > shape.Index;

    /// <summary>Counts what an entry takes beside its body; again when it has changed.</summary>
    public void Count(Slot slot)
    {
        var meta = Slot.MetaOf(slot.Entry);
        Interlocked.Add(ref _bytes, meta - slot.MetaBytes);
        _meta += meta - slot.MetaBytes;
        slot.MetaBytes = meta;
    }

    /// <summary>Takes in what an entry has in memory and, if anything, on disk.</summary>
    public void Enter(Slot slot, long onDisk)
    {
        if (onDisk > 0)
        {
            slot.OnDisk.Size = onDisk;
            _disk.Add(slot.OnDisk);
        }

        // An empty body takes nothing, and needs no place in a queue unless memory is all there is.
        if (slot.Body is { } body && (body.Length > 0 || !slot.OnDisk.IsIn))
        {
            slot.InMemory.Size = body.Length + slot.MetaBytes;
            slot.BodyBytes = body.Length;
            Interlocked.Add(ref _bytes, body.Length);
            _memory.Add(slot.InMemory);
        }
    }

    /// <summary>An entry has nothing on disk any more.</summary>
    public void LeaveDisk(Slot slot) => _disk.Remove(slot.OnDisk);

    /// <summary>An entry is gone.</summary>
    public void Leave(Slot slot)
    {
        Interlocked.Add(ref _bytes, -slot.MetaBytes - slot.BodyBytes);
        _meta -= slot.MetaBytes;
        (slot.Body, slot.BodyBytes) = (null, 0);
        _memory.Remove(slot.InMemory);
        _disk.Remove(slot.OnDisk);
    }

    /// <summary>Takes room on disk for what belongs to no entry yet; one large response must not push out more than half of all.</summary>
    public bool TryTakeIn(long bytes)
    {
        var isTaken = _inflow + bytes <= _live / 2;
        _inflow += isTaken ? bytes : 0;
        return isTaken;
    }

    public void EndTakeIn(long bytes) => _inflow -= bytes;

    /// <summary>Bytes that entries may have on disk from now on.</summary>
    public void LimitDisk(long live) => _live = live;

    /// <summary>The next entry that must go; null when there is room. Bodies that are on disk as well leave memory on the way.</summary>
    /// <param name="wasOnDisk">True when it is on disk, or on its way there.</param>
    public Slot? Next(out bool wasOnDisk)
    {
        wasOnDisk = false;
        while (IsDiskFull || Bytes > shape.Memory)
        {
            wasOnDisk = false;
            if (IsDiskFull && _disk.Evict() is { } onDisk)
            {
                wasOnDisk = true;
                return (Slot)onDisk.Owner;
            }

            if (_memory.Evict() is not { } inMemory)
            {
                wasOnDisk = true;
                return (Slot?)_disk.Evict()?.Owner;
            }

            if (!((Slot)inMemory.Owner).OnDisk.IsIn)
            {
                return (Slot)inMemory.Owner;
            }

            LeaveMemory((Slot)inMemory.Owner);
        }

        return null;
    }

    // One that waits to be written stays readable until it is; the queue of writes is bounded by itself.
    private void LeaveMemory(Slot slot)
    {
        Interlocked.Add(ref _bytes, -slot.BodyBytes);
        slot.BodyBytes = 0;
        if (slot.Disk is not null)
        {
            slot.Body = null;
        }
    }
}
