using System.Buffers;
using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// A large body on its way to a file of its own, a block at a time. The first bytes of its record are written last: until then the file holds none, and a start
/// deletes it. One writes; the worker does what it hands over.
/// </summary>
internal sealed class LargeBody : IDisposable
{
    private const int Stride = RecordShape.BlockHead + RecordShape.Block;

    private readonly DiskTier _tier;
    private readonly DiskFile _file;
    private readonly RecordContent _content;
    private readonly RecordShape _shape;
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _block;
    private int _filled = RecordShape.BlockHead;
    private long _index;
    private long _length;
    private long _taken;
    private bool _ended;
    private volatile bool _failed;

    /// <param name="tier">Where it goes.</param>
    /// <param name="content">What is known before the body.</param>
    public LargeBody(DiskTier tier, RecordContent content)
    {
        // A head that grows beyond its room costs a copy of the whole record elsewhere; here it is given much.
        const int Growth = 4096;
        (_tier, _content) = (tier, content);
        _file = tier.Space.NewFile(FileKind.Large);
        _shape = content.Shape(tier.NextId(), 0, Growth);
    }

    /// <summary>Adds content. False when the disk cannot keep up or is full.</summary>
    public bool Append(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0 && !_failed)
        {
            _block ??= ArrayPool<byte>.Shared.Rent(Stride);
            var piece = Math.Min(Stride - _filled, content.Length);
            content[..piece].CopyTo(_block.AsSpan(_filled));
            _filled += piece;
            _length += piece;
            content = content[piece..];
            if (_filled == Stride && !HandOver())
            {
                return false;
            }
        }

        return !_failed;
    }

    /// <summary>Ends it and gives it to an entry.</summary>
    /// <param name="enter">Makes the entry known by its place; null = it was not taken.</param>
    /// <returns>True when the entry can be found.</returns>
    public bool Finish(Func<DiskPlace, Slot?> enter)
    {
        var front = _shape with { BodyLength = _length };
        if (_failed || (_filled > RecordShape.BlockHead && !HandOver()) || !_tier.Queue.Room.TryReserve(front.BodyAt))
        {
            return false;
        }

        _ended = true;
        _tier.Table.EndTakeIn(_taken);
        var place = new DiskPlace(_file, FileHead.Size, front, _written.Task);
        var slot = enter(place);
        if (!_tier.Queue.Add(() => WriteFront(slot, place), front.BodyAt))
        {
            _written.SetResult(false);
        }

        return slot is not null;
    }

    /// <summary>Gives up what was not finished.</summary>
    public void Dispose()
    {
        if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
            _block = null;
        }

        if (!_ended)
        {
            _ended = true;
            _tier.Table.EndTakeIn(_taken);
            _tier.Queue.Add(_file.Release);
        }
    }

    private bool HandOver()
    {
        if (!_tier.Queue.Room.TryReserve(_filled))
        {
            _tier.CountRefused();
            return false;
        }

        if (!_tier.Table.TryTakeIn(_filled))
        {
            _tier.Queue.Room.GiveBack(_filled);
            return false;
        }

        _taken += _filled;
        var (block, filled, index) = (_block!, _filled, _index++);
        (_block, _filled) = (null, RecordShape.BlockHead);
        _tier.Queue.Add(() => WriteBlock(block, filled, index), filled);
        return true;
    }

    private void WriteBlock(byte[] block, int filled, long index)
    {
        try
        {
            if (_failed)
            {
                return;
            }

            if (_file.Handle is null)
            {
                _tier.Space.Create(_file);
            }

            RecordShape.Seal(block.AsSpan(0, filled), _shape.Id, index);
            _tier.Space.Write(_file, block.AsSpan(0, filled), FileHead.Size + _shape.BodyAt + (index * Stride));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            _tier.Report(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // Whoever forgets the entry gives up the file; who reads it already can read on.
    private void WriteFront(Slot? slot, DiskPlace place)
    {
        if (slot is null or { IsGone: true })
        {
            _written.SetResult(!_failed);
            return;
        }

        if (TryWriteFront(slot.Entry, place))
        {
            _written.SetResult(true);
        }
        else
        {
            _tier.Table.Remove(slot);
            _written.SetResult(false);
        }
    }

    private bool TryWriteFront(StoredEntry entry, DiskPlace place)
    {
        try
        {
            if (_failed)
            {
                return false;
            }

            var head = entry.Head;
            var content = _content with { State = entry.IsMarkedStale ? RecordState.Stale : RecordState.Live };
            content = head.Length <= place.Shape.HeadRoom ? content with { Head = head } : content;
            _tier.Space.Write(_file, _tier.Buffer.Front(place.Shape, _file, content).Span, FileHead.Size);
            _tier.Space.Pad(_file, FileHead.Size + place.Shape.Total);
            _file.Live = place.Shape.Total;
            _file.Dispose();
            _tier.Recover();
            return true;
        }
        catch (IOException e)
        {
            _tier.Report(e);
            return false;
        }
    }
}
