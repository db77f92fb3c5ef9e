using System.Buffers;
using Goodgate.Gateway.Cache.Storage.Index;
using Goodgate.Gateway.Cache.Storage.Records;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Files.Disk;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Reads a body from disk. A small one is read whole and may stay in memory; of a large one a block at a time is held.</summary>
internal sealed class DiskReader(EntryTable table, Slot slot, DiskPlace place, long gathered) : IBodyReader
{
    private SafeFileHandle? _handle;
    private byte[]? _all;
    private byte[]? _block;
    private ReadOnlyMemory<byte> _content;
    private long _index = -1;
    private int _released;

    public ReadOnlyMemory<byte>? Whole => null;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ObjectDisposedException.ThrowIf(_released != 0, this);
        if (offset >= place.Shape.BodyLength || buffer.Length == 0)
        {
            return 0;
        }

        try
        {
            return place.Shape.BodyLength <= gathered ? await ReadSmallAsync(offset, buffer) : await ReadLargeAsync(offset, buffer);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Out of descriptors, or at the end of the store: the page is not at fault.
            if (!FileErrno.IsExhaustion(e.HResult) && e is not ObjectDisposedException)
            {
                table.Drop(slot);
            }

            throw e as InvalidDataException ?? new InvalidDataException($"it cannot be read: {FileTrouble.Reason(e)}", e);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
        {
            return;
        }

        if (_handle is not null && place.File.Kind == FileKind.Large)
        {
            place.File.EndReading();
        }

        if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
            _block = null;
        }

        place.File.Release();
    }

    private async ValueTask<int> ReadSmallAsync(long offset, Memory<byte> buffer)
    {
        _all ??= slot.Body;
        if (_all is null)
        {
            _all = await BlockReading.ReadAllAsync(await HandleAsync(), place);
            table.Promote(slot, _all);
        }

        return Copy(_all.AsMemory((int)offset), buffer);
    }

    private async ValueTask<int> ReadLargeAsync(long offset, Memory<byte> buffer)
    {
        if (place.Written is { } written && !await written)
        {
            throw new InvalidDataException("a large page could not be written to disk");
        }

        var index = offset / RecordShape.Block;
        if (index != _index)
        {
            _block ??= ArrayPool<byte>.Shared.Rent(RecordShape.Block + RecordShape.BlockHead);
            _index = -1;
            _content = await BlockReading.ReadAsync(await HandleAsync(), place, index, _block);
            _index = index;
        }

        return Copy(_content[(int)(offset % RecordShape.Block)..], buffer);
    }

    // Segments are open while there is something in them; a large file is opened when somebody reads it, and opening may wait for the disk.
    private async ValueTask<SafeFileHandle> HandleAsync()
    {
        if (_handle is null && place.File.Kind == FileKind.Large)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _handle = place.File.BeginReading();
        }

        return _handle ??= place.File.Handle ?? throw new ObjectDisposedException(nameof(CacheStore));
    }

    private static int Copy(ReadOnlyMemory<byte> from, Memory<byte> to)
    {
        var count = Math.Min(from.Length, to.Length);
        from[..count].CopyTo(to);
        return count;
    }
}
