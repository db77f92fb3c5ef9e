using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;
using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>What of the entries is on disk, and how it gets there (docs/cache-store.md). All of it is written by one thread; traffic only hands over.</summary>
internal sealed class DiskTier : IAsyncDisposable
{
    // A full disk is asked again after this: it must not cost a system call for each page.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // A disk that was full because of others may have room again.
    private static readonly TimeSpan Shrunk = TimeSpan.FromMinutes(10);

    // ENOSPC and EDQUOT of errno(3).
    private static readonly int[] Full = [28, 122];

    private readonly CacheFolder _folder;
    private readonly StoreShape _shape;
    private readonly TimeProvider _time;
    private readonly DiskTrouble _trouble;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _lastId;
    private long _pausedUntil;
    private long? _shrunkAt;
    private long _refused;
    private long _failed;

    /// <param name="folder">Where it is; the tier closes it.</param>
    /// <param name="shape">How much there may be.</param>
    /// <param name="table">The entries.</param>
    /// <param name="time">Clock.</param>
    /// <param name="trouble">Takes a sentence when the disk fails, when it works again, and when what is there is damaged.</param>
    public DiskTier(CacheFolder folder, StoreShape shape, EntryTable table, TimeProvider time, Action<string>? trouble)
    {
        (_folder, _shape, Table, _time, _trouble) = (folder, shape, table, time, new DiskTrouble(folder.Path, Pause, trouble));
        _pausedUntil = time.GetTimestamp();
        _lastId = (ulong)time.GetUtcNow().UtcTicks;
        Queue = new WorkQueue(shape.Queue) { Failed = Report };
        Space = new DiskSpace(folder, shape, Queue);
        Space.Empty = new Compaction(Space, table, Buffer).Empty;
        table.Damage = file => _trouble.Damaged(file.Path);
        table.Forgotten = slot => Queue.Add(() => Forget(slot));
    }

    public EntryTable Table { get; }

    public WorkQueue Queue { get; }

    public DiskSpace Space { get; }

    /// <summary>The worker's.</summary>
    public RecordBuffer Buffer { get; } = new();

    /// <summary>Completes when what earlier runs left can be found.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Responses that were not written because too much waited to be.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Writes that failed.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>True while the disk is left alone because it failed.</summary>
    public bool IsPaused => _time.GetTimestamp() < Interlocked.Read(ref _pausedUntil);

    /// <summary>Starts to load and to write.</summary>
    public void Start()
    {
        var files = _folder.List();
        Queue.Add(() => Load(files));
        Queue.Start();
    }

    /// <summary>A number for a record, higher than those before.</summary>
    public ulong NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Takes room for an entry that is to be written. False when it lives in memory only.</summary>
    public bool TryReserve(long bytes)
    {
        if (IsPaused)
        {
            return false;
        }

        var hasRoom = Queue.Room.TryReserve(bytes);
        if (!hasRoom)
        {
            CountRefused();
        }

        return hasRoom;
    }

    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>Writes an entry that is in memory.</summary>
    /// <param name="slot">The entry.</param>
    /// <param name="text">Its key, variant and tags.</param>
    /// <param name="reserved">Bytes of <see cref="TryReserve"/>.</param>
    public void Append(Slot slot, byte[] text, long reserved) => Queue.Add(() => Write(slot, text), reserved);

    /// <summary>Writes the head of an entry anew.</summary>
    public void WriteHead(Slot slot)
    {
        var bytes = slot.Entry.Head.Length;
        if (TryReserve(bytes))
        {
            Queue.Add(() => RewriteHead(slot), bytes);
        }
        else
        {
            // The older one stays on disk, and may promise more than holds now: after a restart its server is asked first.
            Queue.Add(() => Mark(slot));
        }
    }

    /// <summary>Writes down that an entry is marked.</summary>
    public void WriteMark(Slot slot) => Queue.Add(() => Mark(slot));

    /// <summary>Notes that a write failed; the disk is left alone for a while.</summary>
    public void Report(Exception e)
    {
        Interlocked.Increment(ref _failed);
        Interlocked.Exchange(ref _pausedUntil, _time.GetTimestamp() + (long)(Pause.TotalSeconds * _time.TimestampFrequency));
        if (Full.Contains(e.HResult))
        {
            Shrink();
        }

        _trouble.Failed(e);
    }

    /// <summary>A write succeeded.</summary>
    public void Recover() => _trouble.Works();

    public async ValueTask DisposeAsync()
    {
        await Queue.DisposeAsync();
        Space.Close();
        _folder.Dispose();
    }

    private void Load(IReadOnlyList<(long Number, FileKind Kind)> files)
    {
        try
        {
            var loader = new FolderLoader(Space, Table, _shape);
            loader.Load(files);
            Interlocked.Exchange(ref _lastId, Math.Max(_lastId, loader.LastId));
            if ((loader.Trouble ?? _folder.Trouble) is { } trouble)
            {
                _trouble.Found(trouble);
            }
        }
        finally
        {
            _loaded.SetResult();
        }
    }

    private void Write(Slot slot, byte[] text)
    {
        if (slot.Body is not { } body || slot.IsGone)
        {
            return;
        }

        try
        {
            Regrow();
            var state = slot.Entry.IsMarkedStale ? RecordState.Stale : RecordState.Live;
            var content = new RecordContent(text, slot.Entry.Head, body, state);
            var place = Put(content, NextId());
            if (!Table.Place(slot, place))
            {
                Space.Remove(place);
            }

            Recover();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Table.Unplace(slot);
            Report(e);
        }
    }

    private DiskPlace Put(RecordContent content, ulong id)
    {
        var shape = content.Shape(id, content.Body.Length);
        var segment = Space.SegmentFor(shape.Total);
        return Space.Append(segment, shape, Buffer.Fill(shape, segment, content));
    }

    private void Mark(Slot slot)
    {
        if (slot is { Disk: { } place, IsGone: false })
        {
            Space.SetState(place, RecordState.Stale);
        }
    }

    private void RewriteHead(Slot slot)
    {
        if (slot.IsGone || slot.Disk is not { } place)
        {
            return;
        }

        var head = slot.Entry.Head;
        if (head.Length <= place.Shape.HeadRoom)
        {
            var bytes = Buffer.Take(head.Length + RecordShape.HeadHead).Span;
            var count = place.Shape.WriteHead(bytes, head.Span);
            Space.Overwrite(place.File, bytes[..count], place.Offset + place.Shape.HeadAt);
            Space.SetState(place, slot.Entry.IsMarkedStale ? RecordState.Stale : RecordState.Live);
        }
        else if (place.File.Kind == FileKind.Segment)
        {
            try
            {
                Rewrite(slot, place, head);
            }
            catch (InvalidDataException)
            {
                Table.Drop(slot);
            }
        }
        else
        {
            // A large one is not written again for its head: see WriteHead.
            Mark(slot);
        }
    }

    // The new head does not fit: the whole record is written again.
    private void Rewrite(Slot slot, DiskPlace place, ReadOnlyMemory<byte> head)
    {
        var entry = slot.Entry;
        var body = slot.Body ?? BlockReading.ReadAllAsync(place.File.Handle!, place).AsTask().GetAwaiter().GetResult();
        var text = RecordText.Write(entry.Key, entry.Variant, entry.Tags)!;
        var moved = Put(new RecordContent(text, head, body, entry.IsMarkedStale ? RecordState.Stale : RecordState.Live), NextId());
        if (Table.Place(slot, moved))
        {
            Space.Remove(place);
        }
        else
        {
            Space.Remove(moved);
        }
    }

    private void Forget(Slot slot)
    {
        if (slot.Disk is { } place)
        {
            slot.Disk = null;
            Space.Remove(place);
        }
    }

    // What is given up lives on in memory, if it is there.
    private void Shrink()
    {
        var victim = Space.Emptiest();
        foreach (var slot in victim is null ? [] : Table.All.Select(Slot.Of).Where(slot => slot.Disk?.File == victim))
        {
            Table.Unplace(slot);
        }

        Table.LimitDisk(Space.Shrink(victim));
        _shrunkAt = _time.GetTimestamp();
    }

    private void Regrow()
    {
        if (_shrunkAt is { } since && _time.GetElapsedTime(since) > Shrunk)
        {
            _shrunkAt = null;
            Space.Grow();
            Table.LimitDisk(_shape.Live);
        }
    }
}
