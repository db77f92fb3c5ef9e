using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Finds the entries that earlier runs left. Heads are checked here, bodies when they are read: a start must not read the whole disk.</summary>
internal sealed class FolderLoader(DiskSpace space, EntryTable table, StoreShape shape)
{
    // Segments have at most 128 MiB, and so have their records.
    private const long MostInSegment = 256L * 1024 * 1024;

    private string? _first;
    private int _troubles;

    /// <summary>The highest number of a record found.</summary>
    public ulong LastId { get; private set; }

    /// <summary>What is not as it should be, as a sentence without its end: the first of it. Null = nothing, or only what a killed process leaves.</summary>
    public string? Trouble => _troubles > 1 ? $"{_first}; and so on, {_troubles} times" : _first;

    /// <summary>Loads all files.</summary>
    public void Load(IReadOnlyList<(long Number, FileKind Kind)> files)
    {
        var lastSegment = files.LastOrDefault(file => file.Kind == FileKind.Segment).Number;
        foreach (var (number, kind) in files)
        {
            var file = space.Known(number, kind);
            try
            {
                Load(file, isLast: number == lastSegment);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A disk that cannot be read; whatever was found in it before is read once more when it is asked for, and dropped then.
                table.CountDamaged();
                Note(file, $"cannot be read: {DiskTrouble.Reason(e)}");
            }
        }
    }

    private bool TryOpen(DiskFile file)
    {
        if (file.Open() && file.Length <= (file.Kind == FileKind.Segment ? MostInSegment : shape.Disk))
        {
            return true;
        }

        table.CountDamaged();
        if (file.Length >= FileHead.Size)
        {
            Note(file, "is no file of this cache, or one of another version, and is deleted");
        }

        file.Dispose();
        File.Delete(file.Path);
        return false;
    }

    private void Load(DiskFile file, bool isLast)
    {
        if (!TryOpen(file))
        {
            return;
        }

        space.Include(file);
        var scan = new RecordScan(file);
        foreach (var record in scan.Records())
        {
            LastId = Math.Max(LastId, record.Shape.Id);
            if (record.Counts)
            {
                Take(file, record);
            }

            if (file.Kind == FileKind.Large)
            {
                break;
            }
        }

        for (var i = 0; i < scan.Damaged; i++)
        {
            table.CountDamaged();
        }

        if (scan.IsSpoilt)
        {
            Note(file, "is damaged");
        }

        if (isLast && file.Live > 0)
        {
            space.Continue(file, scan.End);
        }
        else
        {
            space.DropIfEmpty(file);
        }

        if (file.Kind == FileKind.Large)
        {
            // There may be many; each is opened by who reads it.
            file.Dispose();
        }
    }

    private void Take(DiskFile file, ScannedRecord record)
    {
        var place = new DiskPlace(file, record.Offset, record.Shape);
        file.Live += record.Shape.Total;
        if (record.Text() is not { } text || record.Head() is not { } head)
        {
            table.CountDamaged();
            Note(file, "is damaged");
            GiveUp(place);
            return;
        }

        var entry = new StoredEntry(text.Key, text.Variant, head, record.Shape.BodyLength, text.Tags) { IsMarkedStale = record.State == RecordState.Stale };
        var slot = new Slot(entry, record.Shape.BodyLength == 0 ? [] : null, record.Shape.Id) { Disk = place };
        if (!table.Add(slot, record.Shape.Total) && !slot.IsGone)
        {
            GiveUp(place);
        }
    }

    private void Note(DiskFile file, string what)
    {
        _troubles++;
        _first ??= $"{Path.GetFileName(file.Path)} {what}";
    }

    // Whether the file is of any use is known when all of it has been read.
    private void GiveUp(DiskPlace place)
    {
        space.SetState(place, RecordState.Gone);
        place.File.Live -= place.Shape.Total;
    }
}
