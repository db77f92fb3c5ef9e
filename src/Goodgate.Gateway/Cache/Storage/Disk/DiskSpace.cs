using System.Buffers.Binary;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// The files of the cache and the room they take. Segments are only appended to; what is in them is given up in place, and a segment that holds little
/// that counts is copied to the end and deleted. The worker's alone, but for <see cref="Bytes"/>.
/// </summary>
internal sealed class DiskSpace(CacheFolder folder, StoreShape shape, WorkQueue queue)
{
    private readonly HashSet<DiskFile> _files = [];
    private DiskFile? _current;
    private long _bytes;

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Bytes they may have: less than was set while the disk has less.</summary>
    public long Limit { get; private set; } = shape.Disk;

    /// <summary>Copies what counts out of a segment.</summary>
    public Action<DiskFile>? Empty { get; set; }

    /// <summary>A file that is not yet made.</summary>
    public DiskFile NewFile(FileKind kind) => Known(folder.NextNumber(), kind);

    /// <summary>One that is there.</summary>
    public DiskFile Known(long number, FileKind kind) => new(folder.Path, number, kind, Unheld);

    /// <summary>Counts a file that was made or found.</summary>
    public void Include(DiskFile file)
    {
        _files.Add(file);
        Interlocked.Add(ref _bytes, file.Length);
    }

    /// <summary>The segment that goes on being appended to after a start; what is torn at its end is cut off.</summary>
    public void Continue(DiskFile segment, long end)
    {
        if (end < segment.Length)
        {
            RandomAccess.SetLength(segment.Handle!, end);
            Interlocked.Add(ref _bytes, end - segment.Length);
            segment.Length = end;
        }

        _current = segment;
    }

    /// <summary>The segment that a record of so many bytes goes to.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public DiskFile SegmentFor(long bytes, bool isCopy = false)
    {
        if (!isCopy)
        {
            MakeRoom(bytes);
        }

        if (_current is { } full && full.Length + bytes > shape.Segment)
        {
            _current = null;
            DropIfEmpty(full);
        }

        if (_current is null)
        {
            var next = NewFile(FileKind.Segment);
            Create(next);
            _current = next;
        }

        return _current;
    }

    /// <summary>Makes a file.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public void Create(DiskFile file)
    {
        try
        {
            file.Create();
            Include(file);
        }
        catch
        {
            file.Dispose();
            file.TryDelete();
            throw;
        }
    }

    /// <summary>Appends a record to its segment.</summary>
    /// <exception cref="IOException">It could not be written; nothing of it is left.</exception>
    public DiskPlace Append(DiskFile segment, RecordShape record, ReadOnlyMemory<byte> bytes)
    {
        var at = segment.Length;
        try
        {
            RandomAccess.Write(segment.Handle!, bytes.Span, at);
        }
        catch
        {
            // A torn end would cost nothing but a line in the statistics of the next start; but a full disk needs its room.
            _current = null;
            segment.TryCut(at);
            DropIfEmpty(segment);
            throw;
        }

        segment.Length += bytes.Length;
        segment.Live += bytes.Length;
        Interlocked.Add(ref _bytes, bytes.Length);
        return new DiskPlace(segment, at, record);
    }

    /// <summary>Writes into a large file, at its end or before.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public void Write(DiskFile file, ReadOnlySpan<byte> bytes, long at)
    {
        var grown = at + bytes.Length - file.Length;
        if (grown > 0)
        {
            MakeRoom(grown);
        }

        RandomAccess.Write(file.Handle!, bytes, at);
        if (grown > 0)
        {
            file.Length += grown;
            Interlocked.Add(ref _bytes, grown);
        }
    }

    /// <summary>Writes over what is there. A segment that was emptied is gone, and so is what was to be changed in it; a large file is open only while it comes in.</summary>
    public void Overwrite(DiskFile file, ReadOnlySpan<byte> bytes, long at)
    {
        if (file.Handle is { } handle)
        {
            RandomAccess.Write(handle, bytes, at);
        }
        else if (file.Kind == FileKind.Large)
        {
            using var own = file.OpenForWriting();
            RandomAccess.Write(own, bytes, at);
        }
    }

    /// <summary>Makes a large file as long as its record.</summary>
    public void Pad(DiskFile file, long length)
    {
        if (file.Length < length)
        {
            RandomAccess.SetLength(file.Handle!, length);
            Interlocked.Add(ref _bytes, length - file.Length);
            file.Length = length;
        }
    }

    /// <summary>Overwrites the state of a record.</summary>
    public void SetState(DiskPlace place, RecordState state)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)state);
        try
        {
            Overwrite(place.File, bytes, place.Offset + RecordShape.StateAt);
        }
        catch (Exception e) when (state == RecordState.Gone && e is IOException or UnauthorizedAccessException)
        {
            // What was removed must not come back with the next start: without its name the file serves until this one ends.
            place.File.TryDelete();
        }
    }

    /// <summary>Gives up a record, once.</summary>
    public void Remove(DiskPlace place)
    {
        SetState(place, RecordState.Gone);
        place.File.Live -= place.Shape.Total;
        if (place.File.Kind == FileKind.Large)
        {
            place.File.Release();
        }
        else if (place.File != _current)
        {
            DropIfEmpty(place.File);
        }
    }

    /// <summary>The segment with the least that counts, apart from the one that is written to.</summary>
    public DiskFile? Emptiest() => _files.Where(file => file.Kind == FileKind.Segment && file != _current).MinBy(file => file.Live);

    /// <summary>The disk is full although there may be more files: what there is now is the limit.</summary>
    /// <param name="victim">A segment that is given up, so that there is room to copy others.</param>
    /// <returns>Bytes that entries may have from now on.</returns>
    public long Shrink(DiskFile? victim)
    {
        if (victim is not null)
        {
            Retire(victim);
        }

        Limit = Math.Min(Limit, Bytes + shape.Segment);
        return Math.Max(Math.Min(Limit * 85 / 100, Limit - (3 * shape.Segment)), 0);
    }

    /// <summary>There may be as much again as was set.</summary>
    public void Grow() => Limit = shape.Disk;

    /// <summary>The end, after that of the queue: closes all files, when nobody reads them any more, and leaves them as they are.</summary>
    public void Close()
    {
        foreach (var file in _files)
        {
            file.Release();
        }

        _files.Clear();
    }

    /// <summary>Forgets a file whose content is of no use.</summary>
    public void DropIfEmpty(DiskFile file)
    {
        if (file.Live == 0)
        {
            Retire(file);
        }
    }

    private void MakeRoom(long bytes)
    {
        // One segment is left for what is copied.
        while (Bytes + bytes > Limit - shape.Segment)
        {
            if (Emptiest() is not { } victim || victim.Live > victim.Length * 9 / 10)
            {
                throw new IOException("all of the disk space the cache may have is in use");
            }

            Empty!(victim);
            Retire(victim);
        }
    }

    // Without its name at once: records that were copied still count in it, and must not be found there once the copies are removed. Readers have it open.
    private void Retire(DiskFile file)
    {
        if (Exclude(file))
        {
            file.TryDelete();
            file.Release();
        }
    }

    // After the end a file stays: only its handle goes.
    private void Unheld(DiskFile file)
    {
        if (!queue.Add(() => Delete(file)))
        {
            file.Dispose();
        }
    }

    private void Delete(DiskFile file)
    {
        Exclude(file);
        file.Dispose();
        file.TryDelete();
    }

    private bool Exclude(DiskFile file)
    {
        if (!_files.Remove(file))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, -file.Length);
        return true;
    }
}
