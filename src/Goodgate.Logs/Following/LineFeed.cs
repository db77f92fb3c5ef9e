using System.Buffers;
using System.Text;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Systems;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>How reading on ended.</summary>
internal enum FeedEnd
{
    /// <summary>All whole lines there are were read.</summary>
    Dry,

    /// <summary>There is more; others have their turn first.</summary>
    More,

    /// <summary>Zeros stand where lines are to come: the file has its length, and not its content yet.</summary>
    Zeros,

    /// <summary>What was read is not there any more: the file was cut short, or written anew.</summary>
    Replaced,
}

/// <summary>
/// Reads on in an open file from a mark, and moves the mark past each whole line. Each reading begins a little before the mark and compares: a file that was
/// emptied and filled again between two looks is not taken for the one it was.
/// </summary>
internal static class LineFeed
{
    /// <summary>Bytes a file may hand over before others have their turn, and before what was read is written down: a fraction of a second.</summary>
    private const int Turn = 16 * 1024 * 1024;

    public static FeedEnd Read(SafeFileHandle file, FileMark mark, Action<Block> take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Fingerprint.Longest + BlockReader.Size);
        try
        {
            for (var read = 0L; read < Turn;)
            {
                var before = mark.Tail.Length;
                var start = mark.Position - before;

                // One call of the system: what two of them give may be of two times, with emptying and filling again between.
                var filled = RandomAccess.Read(file, buffer.AsSpan(0, before + BlockReader.Size), start);
                if (filled < before || Fingerprint.Of(buffer.AsSpan(0, before)) != mark.Tail || !IsStill(file, mark, start == 0 ? buffer.AsSpan(0, filled) : []))
                {
                    return FeedEnd.Replaced;
                }

                var bytes = buffer.AsSpan(before, filled - before);
                var used = Use(bytes, mark, take, () => EndsInZeros(file));
                if (used == 0)
                {
                    return bytes is [0, ..] ? FeedEnd.Zeros : FeedEnd.Dry;
                }

                Move(mark, buffer.AsSpan(0, before + used), used);
                read += used;
            }

            return FeedEnd.More;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes what stands behind the last line feed as a line: nobody writes to the file any more.</summary>
    /// <returns>False when whole lines came in the meantime.</returns>
    public static bool End(SafeFileHandle file, FileMark mark, Action<Block> take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Fingerprint.Longest + BlockReader.Size);
        try
        {
            var before = mark.Tail.Length;
            var filled = Fingerprint.Read(file, buffer.AsSpan(0, before + BlockReader.Size), mark.Position - before);
            if (filled <= before || Fingerprint.Of(buffer.AsSpan(0, before)) != mark.Tail)
            {
                return true;
            }

            if (buffer.AsSpan(before, filled - before).Contains((byte)'\n'))
            {
                return false;
            }

            if (!buffer.AsSpan(before, filled - before).ContainsAnyExcept((byte)0))
            {
                return true;
            }

            if (!mark.IsPassingOver)
            {
                Give(buffer.AsSpan(before, filled - before), mark, isCut: false, take);
            }

            mark.Lines++;
            mark.IsPassingOver = false;
            Move(mark, buffer.AsSpan(0, filled), filled - before);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Asked after reading: then what was read is of this file as it was before, and not of the one it became meanwhile.
    private static bool IsStill(SafeFileHandle file, FileMark mark, ReadOnlySpan<byte> start) =>
        (start.Length == 0 ? mark.Head : Fingerprint.Of(start[..Math.Min(start.Length, Fingerprint.Longest)])).IsAt(file, 0);

    private static bool EndsInZeros(SafeFileHandle file)
    {
        Span<byte> last = stackalloc byte[1];
        return Fingerprint.Read(file, last, Math.Max(0, LinuxFiles.Of(file).Length - 1)) == 0 || last[0] == 0;
    }

    // Bytes done with; 0 when there is no whole line.
    private static int Use(Span<byte> bytes, FileMark mark, Action<Block> take, Func<bool> endsInZeros)
    {
        // Who writes on at an old place after the file was emptied (copytruncate under a program that does not append) leaves a hole of zeros before it.
        var zeros = bytes.IndexOfAnyExcept((byte)0) is var first && first < 0 ? bytes.Length : first;
        if (zeros > 0 && !mark.IsPassingOver)
        {
            // Zeros to the end are no hole: on a file system of a network the length may be seen before the bytes.
            return zeros == bytes.Length && endsInZeros() ? 0 : zeros;
        }

        if (mark.IsPassingOver)
        {
            var end = bytes.IndexOf((byte)'\n');
            mark.IsPassingOver = end < 0;
            mark.Lines += end < 0 ? 0 : 1;
            return end < 0 ? bytes.Length : end + 1;
        }

        var last = bytes.LastIndexOf((byte)'\n');
        if (last < 0 && bytes.Length < BlockReader.Size)
        {
            return 0;
        }

        mark.IsPassingOver = last < 0;
        var used = last < 0 ? bytes.Length : last + 1;
        Give(bytes[..used], mark, mark.IsPassingOver, take);
        return used;
    }

    private static void Give(ReadOnlySpan<byte> lines, FileMark mark, bool isCut, Action<Block> take)
    {
        var rented = ArrayPool<byte>.Shared.Rent(lines.Length);
        lines.CopyTo(rented);
        take(new Block(rented, lines.Length, (mark.Lines ?? 0) + 1) { IsCut = isCut, Fields = mark.Fields });
        mark.Lines += lines.Count((byte)'\n');
        if (lines.LastIndexOf("#Fields:"u8) is >= 0 and var at)
        {
            var header = lines[at..];
            var end = header.IndexOf((byte)'\n');
            mark.Fields = W3cColumns.Header(Encoding.UTF8.GetString(header[..(end < 0 ? Math.Min(header.Length, 4096) : Math.Min(end, 4096))]).TrimEnd('\r')) ?? mark.Fields;
        }
    }

    // The bytes end where the mark stands now; they begin at the file's own beginning until it is longer than a fingerprint.
    private static void Move(FileMark mark, ReadOnlySpan<byte> bytes, int used)
    {
        mark.Position += used;
        mark.Tail = Fingerprint.Of(bytes[^(int)Math.Min(mark.Position, Fingerprint.Longest)..]);
        if (mark.Head.Length < Fingerprint.Longest)
        {
            mark.Head = Fingerprint.Of(bytes[..(int)Math.Min(mark.Position, Fingerprint.Longest)]);
        }
    }
}
