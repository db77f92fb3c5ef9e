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

    // What is read into it nobody looks at.
    private static readonly byte[] Nowhere = new byte[1];

    private readonly long _size = shown.File.Stat.Size;
    private byte[]? _piece;
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
        if (exchange.Client.SendsFile(part.Length))
        {
            if (await SendUnreadAsync(part, last) is not { } sent)
            {
                return false;
            }

            offset += sent;
        }

        while (offset <= part.Last)
        {
            var count = await ReadAsync(Piece, offset, part.Last - offset + 1);
            if (count <= 0 || !await WriteAsync(Piece.AsMemory(0, count), last && offset + count > part.Last))
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
            var count = await ReadAsync(Piece, offset, _size - offset);
            if (count <= 0)
            {
                return false;
            }

            offset += count;
            var last = offset == _size;
            coder.Add(Piece.AsSpan(0, count), last);
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

    public void Dispose()
    {
        if (_piece is not null)
        {
            ArrayPool<byte>.Shared.Return(_piece);
        }
    }

    private byte[] Piece => _piece ??= ArrayPool<byte>.Shared.Rent(PieceSize);

    // Null when it came to nothing: Failure says why. What is left over has to be read, and the reading says why.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<long?> SendUnreadAsync(ByteRange part, bool last)
    {
        // A file that cannot be read is an error while nothing was promised.
        if (await ReadAsync(Nowhere, part.First, 1) <= 0)
        {
            return null;
        }

        var sent = await exchange.Client.SendFileAsync(new FileStretch(shown.File.Handle, part.First, part.Length), last);
        exchange.BytesOut += sent.Bytes;
        Failure = sent.IsGone ? FileFailure.Undelivered(exchange) : null;
        return sent.IsGone ? null : sent.Bytes;
    }

    private int ReadHere(byte[] target, int wanted, long offset) => Thread.CurrentThread.IsThreadPoolThread
        ? RandomAccess.Read(shown.File.Handle, target.AsSpan(0, wanted), offset)
        : FileCalls.ReadCached(shown.File.Handle, target, wanted, offset);

    // 0 with a failure when there is nothing where something was promised.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<int> ReadAsync(byte[] target, long offset, long length)
    {
        try
        {
            var wanted = (int)Math.Min(PieceSize, length);
            var count = _pieces++ % PiecesInTurn == PiecesInTurn - 1 ? 0 : ReadHere(target, wanted, offset);

            // This may be a socket thread, which must not wait for a disk; the asynchronous read is done on the pool.
            count = count > 0 ? count : await RandomAccess.ReadAsync(shown.File.Handle, target.AsMemory(0, wanted), offset);
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
