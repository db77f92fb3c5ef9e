using System.Buffers;
using Goodgate.Gateway.Cache.Storage.Records;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Reads blocks of a body and holds each against its checksum before anybody gets a byte of it.</summary>
internal static class BlockReading
{
    private const int Stride = RecordShape.BlockHead + RecordShape.Block;

    /// <summary>True when all blocks of a record are what was written.</summary>
    public static bool IsWhole(RecordShape shape, ReadOnlyMemory<byte> blocks)
    {
        for (var index = 0; blocks.Length > 0; index++)
        {
            var block = blocks[..Math.Min(Stride, blocks.Length)];
            if (!shape.IsWhole(block.Span, index))
            {
                return false;
            }

            blocks = blocks[block.Length..];
        }

        return true;
    }

    /// <summary>Reads a whole body at once.</summary>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static async ValueTask<byte[]> ReadAllAsync(SafeFileHandle file, DiskPlace place)
    {
        var shape = place.Shape;
        var blocks = ArrayPool<byte>.Shared.Rent((int)shape.Blocks);
        try
        {
            var bytes = blocks.AsMemory(0, (int)shape.Blocks);
            await FillAsync(file, bytes, place.Offset + shape.BodyAt);
            if (!IsWhole(shape, bytes))
            {
                throw new InvalidDataException("a stored page is not what was written");
            }

            var body = new byte[shape.BodyLength];
            for (var (at, to) = (0, 0); to < body.Length; at += Stride)
            {
                var piece = Math.Min(RecordShape.Block, body.Length - to);
                bytes.Span.Slice(at + RecordShape.BlockHead, piece).CopyTo(body.AsSpan(to));
                to += piece;
            }

            return body;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(blocks);
        }
    }

    /// <summary>Reads one block.</summary>
    /// <param name="file">Open for reading.</param>
    /// <param name="place">The record.</param>
    /// <param name="index">Which block.</param>
    /// <param name="target">At least a block with its checksum.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="InvalidDataException">It is not what was written.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(SafeFileHandle file, DiskPlace place, long index, Memory<byte> target)
    {
        var shape = place.Shape;
        var length = (int)Math.Min(RecordShape.Block, shape.BodyLength - (index * RecordShape.Block));
        var block = target[..(RecordShape.BlockHead + length)];
        await FillAsync(file, block, place.Offset + shape.BodyAt + (index * Stride));
        return shape.IsWhole(block.Span, index) ? block[RecordShape.BlockHead..] : throw new InvalidDataException("a block of a stored page is not what was written");
    }

    // RandomAccess reads on the thread pool, whoever asks.
    private static async ValueTask FillAsync(SafeFileHandle file, Memory<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var count = await RandomAccess.ReadAsync(file, target, offset);
            if (count == 0)
            {
                throw new InvalidDataException("a file of stored pages has become shorter");
            }

            target = target[count..];
            offset += count;
        }
    }
}
