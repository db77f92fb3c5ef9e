using System.Buffers;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Files;

/// <summary>Sends a file's content in pieces, in the memory of one. Waits for the disk on threads of the pool only.</summary>
internal sealed class FileBody(Exchange exchange, SiteFiles site, string path, Representation shown) : IDisposable
{
    // A send of this size costs little beside its copy, and a slow client holds no more.
    private const int PieceSize = 64 * 1024;

    // What a fast client gets before others have their turn: copying so much takes less than a millisecond.
    private const int PiecesInTurn = 8;

    private readonly byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceSize);
    private readonly long _size = shown.File.Stat.Size;
    private int _pieces;

    /// <summary>Why it ended early; null when it did not.</summary>
    public Observation? Failure { get; private set; }

    /// <summary>True when the whole of a file fits in a piece.</summary>
    public bool IsSmall => _size <= PieceSize;

    /// <summary>Sends a part.</summary>
    /// <param name="part">Which.</param>
    /// <param name="last">True when the response ends with it.</param>
    /// <returns>False when it could not be read or the client has gone: <see cref="Failure"/>.</returns>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<bool> SendAsync(ByteRange part, bool last)
    {
        var offset = part.First;
        while (offset <= part.Last)
        {
            var count = await ReadAsync(offset, part.Last - offset + 1);
            if (count <= 0 || !await WriteAsync(_piece.AsMemory(0, count), last && offset + count > part.Last))
            {
                return false;
            }

            offset += count;
        }

        return true;
    }

    /// <summary>Sends the whole of it through a coder. One that was small is sent with its length.</summary>
    public async ValueTask<bool> SendCodedAsync(ContentCoder coder)
    {
        long offset = 0;
        while (true)
        {
            var count = await ReadAsync(offset, _size - offset);
            if (count <= 0)
            {
                return false;
            }

            offset += count;
            var last = offset == _size;
            coder.Add(_piece.AsSpan(0, count), last);
            if (last && IsSmall)
            {
                exchange.Client.DeclareLength(coder.Out.Length);
            }

            if ((last || coder.Out.Length > 0) && !await WriteAsync(coder.Out.Written, last))
            {
                return false;
            }

            coder.Out.Clear();
            if (last)
            {
                return true;
            }
        }
    }

    /// <summary>Sends bytes that are no part of the file.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
    {
        if (!await exchange.Client.WriteAsync(content, last))
        {
            Failure = FileFailure.Undelivered(exchange);
            return false;
        }

        exchange.BytesOut += content.Length;
        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_piece);

    private int ReadHere(int wanted, long offset) => Thread.CurrentThread.IsThreadPoolThread
        ? RandomAccess.Read(shown.File.Handle, _piece.AsSpan(0, wanted), offset)
        : FileCalls.ReadCached(shown.File.Handle, _piece, wanted, offset);

    // 0 with a failure when there is nothing where something was promised.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<int> ReadAsync(long offset, long length)
    {
        try
        {
            var wanted = (int)Math.Min(PieceSize, length);
            var count = _pieces++ % PiecesInTurn == PiecesInTurn - 1 ? 0 : ReadHere(wanted, offset);

            // This may be a socket thread, which must not wait for a disk; the asynchronous read is done on the pool.
            count = count > 0 ? count : await RandomAccess.ReadAsync(shown.File.Handle, _piece.AsMemory(0, wanted), offset);
            Failure = count > 0 ? null : FileFailure.Unread(exchange, site, path, null, new ByteCount(offset, _size));
            return count;
        }
        catch (IOException e)
        {
            Failure = FileFailure.Unread(exchange, site, path, e, new ByteCount(offset, _size));
            return 0;
        }
    }
}
