using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Reads the records of a file one after the other, without their bodies. Whatever is in the file, it ends and takes little memory.</summary>
internal sealed class RecordScan(DiskFile file)
{
    // Some ten pages with their bodies: small ones are read many at once, large ones skipped.
    private const int Window = 256 * 1024;

    private byte[] _window = new byte[Window];
    private long _windowAt;
    private int _windowLength;

    /// <summary>Records and stretches that are not what was written.</summary>
    public int Damaged { get; private set; }

    /// <summary>Where the last whole record ends.</summary>
    public long End { get; private set; } = FileHead.Size;

    /// <summary>True when there is damage that a process which was killed, or a loss of power, does not leave: behind the last whole record something is torn, no more.</summary>
    public bool IsSpoilt => Damaged > (End < file.Length ? 1 : 0);

    /// <summary>The records whose first bytes are whole; each is valid until the next is asked for.</summary>
    public IEnumerable<ScannedRecord> Records()
    {
        var at = (long)FileHead.Size;
        while (at < file.Length)
        {
            if (Shape(at) is { } shape)
            {
                yield return new ScannedRecord(at, shape, State(at), Read(at, shape.BodyAt));
                at += shape.Total;
                End = at;
            }
            else
            {
                Damaged++;
                at = Next(at + RecordShape.Alignment);
            }
        }
    }

    private RecordShape? Shape(long at)
    {
        var first = Read(at, RecordShape.Size);
        return first.Length == RecordShape.Size && RecordShape.Read(first.Span, file.Salt) is { } shape && shape.Total <= file.Length - at ? shape : null;
    }

    private RecordState State(long at) => (RecordState)BinaryPrimitives.ReadUInt32LittleEndian(Read(at, RecordShape.Size).Span[RecordShape.StateAt..]);

    // Behind damage the next record is found by the salt, which no visitor and no server knows.
    private long Next(long at)
    {
        while (at < file.Length)
        {
            var bytes = Read(at, (int)Math.Min(Window, (file.Length - at) / sizeof(ulong) * sizeof(ulong)));
            if (bytes.Length < sizeof(ulong))
            {
                break;
            }

            var found = MemoryMarshal.Cast<byte, ulong>(bytes.Span).IndexOf(BitConverter.IsLittleEndian ? file.Salt : BinaryPrimitives.ReverseEndianness(file.Salt));
            if (found >= 0)
            {
                return at + (found * sizeof(ulong));
            }

            at += bytes.Length / sizeof(ulong) * sizeof(ulong);
        }

        return file.Length;
    }

    private ReadOnlyMemory<byte> Read(long at, int count)
    {
        if (at < _windowAt || at + count > _windowAt + _windowLength)
        {
            if (count > _window.Length)
            {
                _window = new byte[count];
            }

            // A record that lies far behind needs no bytes of the body between.
            _windowAt = at;
            _windowLength = RandomAccess.Read(file.Handle!, _window, at);
        }

        return _window.AsMemory((int)(at - _windowAt), Math.Min(count, _windowLength - (int)(at - _windowAt)));
    }
}

/// <summary>A record that was found.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Shape">Its first bytes.</param>
/// <param name="State">Whether it counts.</param>
/// <param name="Front">Its bytes up to the body.</param>
internal readonly record struct ScannedRecord(long Offset, RecordShape Shape, RecordState State, ReadOnlyMemory<byte> Front)
{
    /// <summary>True when it counts.</summary>
    public bool Counts => State is RecordState.Live or RecordState.Stale;

    /// <summary>Key, variant and tags; null when they are not what was written.</summary>
    public RecordText? Text()
    {
        var text = Front.Length >= Shape.HeadAt ? Front.Span[RecordShape.Size..Shape.HeadAt] : [];
        return text.Length == Shape.TextLength && Checksum.Of(Shape.Id, text) == Shape.TextChecksum ? RecordText.Read(text) : null;
    }

    /// <summary>The head; null when it is not what was written.</summary>
    public byte[]? Head() => Front.Length >= Shape.BodyAt ? Shape.ReadHead(Front.Span[Shape.HeadAt..Shape.BodyAt]) : null;
}
