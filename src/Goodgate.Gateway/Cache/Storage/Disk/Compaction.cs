using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Copies the records of a segment that count to the end of the newest one, so that it can be deleted. Each is checked on the way.</summary>
internal sealed class Compaction(DiskSpace space, EntryTable table, RecordBuffer buffer)
{
    /// <summary>Copies them.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Empty(DiskFile victim)
    {
        // What the state on disk says is no matter here: the table knows what counts.
        var scan = new RecordScan(victim);
        var isWhole = true;
        foreach (var record in scan.Records())
        {
            if (record.Text() is not { } text)
            {
                isWhole = false;
            }
            else if (table.At(text.Key, victim, record.Offset) is { } slot)
            {
                Copy(slot, slot.Disk!);
            }
        }

        if (!isWhole || scan.Damaged > 0)
        {
            table.DropAll(victim);
        }
    }

    private void Copy(Slot slot, DiskPlace from)
    {
        var bytes = buffer.Take((int)from.Shape.Total);
        if (!IsWhole(from, bytes))
        {
            table.Drop(slot);
            return;
        }

        var segment = space.SegmentFor(bytes.Length, isCopy: true);
        from.Shape.Write(bytes.Span, segment.Salt, slot.Entry.IsMarkedStale ? RecordState.Stale : RecordState.Live);
        var to = space.Append(segment, from.Shape, bytes);
        if (table.Place(slot, to))
        {
            from.File.Live -= from.Shape.Total;
        }
        else
        {
            space.Remove(to);
        }
    }

    private static bool IsWhole(DiskPlace place, Memory<byte> bytes)
    {
        var shape = place.Shape;
        return RandomAccess.Read(place.File.Handle!, bytes.Span, place.Offset) == bytes.Length
            && RecordShape.Read(bytes.Span, place.File.Salt) == shape
            && shape.ReadHead(bytes.Span[shape.HeadAt..shape.BodyAt]) is not null
            && BlockReading.IsWhole(shape, bytes.Slice(shape.BodyAt, (int)shape.Blocks));
    }
}
