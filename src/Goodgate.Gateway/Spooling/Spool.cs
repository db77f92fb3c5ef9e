using System.Buffers;

namespace Goodgate.Gateway.Spooling;

/// <summary>Bytes kept between a side that is fast and one that is slow: the first in memory, the others in a file. One writes, one reads behind it.</summary>
internal sealed class Spool(SpoolRoom room) : IDisposable
{
    /// <summary>Bytes kept in memory: pages of most sites fit, and a thousand of them are 64 MB.</summary>
    public const int InMemory = 64 * 1024;

    private byte[]? _memory;
    private byte[]? _window;
    private FileStream? _file;
    private long _reserved;
    private long _length;

    /// <summary>Bytes in it.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Puts bytes behind the others.</summary>
    /// <returns>False when there is no room: then none of them is in it.</returns>
    public async ValueTask<bool> TryAppendAsync(ReadOnlyMemory<byte> bytes)
    {
        var length = _length;
        if (!TryReserve(length + bytes.Length))
        {
            return false;
        }

        var first = (int)Math.Clamp(InMemory - length, 0, bytes.Length);
        if (first > 0)
        {
            _memory ??= ArrayPool<byte>.Shared.Rent(InMemory);
            bytes.Span[..first].CopyTo(_memory.AsSpan((int)length));
        }

        if (first < bytes.Length && !await TryWriteAsync(bytes[first..], length + first - InMemory))
        {
            return false;
        }

        Volatile.Write(ref _length, length + bytes.Length);
        return true;
    }

    /// <summary>Bytes from a place on, at most 64 KiB; valid until the next call.</summary>
    /// <param name="at">Below <see cref="Length"/>.</param>
    /// <exception cref="IOException">The disk lost them.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long at)
    {
        var left = Length - at;
        if (at < InMemory)
        {
            return _memory.AsMemory((int)at, (int)Math.Min(InMemory - at, left));
        }

        _window ??= ArrayPool<byte>.Shared.Rent(InMemory);
        var count = await RandomAccess.ReadAsync(_file!.SafeFileHandle, _window.AsMemory(0, (int)Math.Min(InMemory, left)), at - InMemory);
        return count > 0 ? _window.AsMemory(0, count) : throw new IOException("a file of bytes kept for a slow client has become shorter");
    }

    /// <summary>All of it was read: begins anew in memory. Not while anything is read or put in.</summary>
    public void Rewind() => Volatile.Write(ref _length, 0);

    public void Dispose()
    {
        _file?.Dispose();
        Return(ref _memory);
        Return(ref _window);
        room.GiveBack(_reserved);
        _reserved = 0;
    }

    private static void Return(ref byte[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }

    private bool TryReserve(long bytes)
    {
        if (bytes <= _reserved)
        {
            return true;
        }

        if (bytes > room.MostOfOne || !room.TryReserve(bytes - _reserved))
        {
            return false;
        }

        _reserved = bytes;
        return true;
    }

    private async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, long at)
    {
        if (_file is null && !await TryOpenAsync())
        {
            return false;
        }

        try
        {
            await RandomAccess.WriteAsync(_file!.SafeFileHandle, bytes, at);
            return true;
        }
        catch (IOException)
        {
            // The disk is full: what does not fit is passed on at the slow side's speed, as if there were no spool.
            return false;
        }
    }

    private async ValueTask<bool> TryOpenAsync()
    {
        // Never on a socket's thread: it is a disk.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            _file = room.OpenFile();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
