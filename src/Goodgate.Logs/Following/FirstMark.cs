using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Where reading a file begins that no mark knows.</summary>
internal static class FirstMark
{
    /// <summary>At its beginning.</summary>
    public static FileMark AtStart() => new() { Head = Fingerprint.Empty, Tail = Fingerprint.Empty, Lines = 0, Length = -1 };

    /// <summary>Behind its last whole line: what is there is old.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">What the system tells of it.</param>
    /// <param name="counts">True to read it through for the number of its lines.</param>
    public static FileMark AtEnd(SafeFileHandle file, FileFacts facts, bool counts)
    {
        var buffer = new byte[256 * 1024];
        var start = counts ? 0 : Math.Max(0, facts.Length - buffer.Length);
        var (position, lines, at) = (0L, 0L, start);
        while (Fingerprint.Read(file, buffer, at) is > 0 and var filled)
        {
            var bytes = buffer.AsSpan(0, filled);
            lines += bytes.Count((byte)'\n');
            position = bytes.LastIndexOf((byte)'\n') is >= 0 and var last ? at + last + 1 : position;
            at += filled;
        }

        // Nothing but one line in a quarter of a megabyte: its rest is passed over.
        var isPassingOver = position == 0 && start > 0;
        var mark = Read(file, isPassingOver ? at : position, start > 0 ? null : lines);
        mark.IsPassingOver = isPassingOver;
        return mark;
    }

    /// <summary>A rotated one that was there before anybody followed the log: there is nothing new in it.</summary>
    public static FileMark OfOld(SafeFileHandle file, FileFacts facts)
    {
        var mark = Read(file, facts.Length, null);
        mark.Note(facts);
        return mark;
    }

    /// <summary>The same, compressed.</summary>
    /// <param name="facts">What the system tells of it.</param>
    /// <param name="head">Its first bytes, unpacked; empty when they could not be had.</param>
    public static FileMark OfPacked(FileFacts facts, ReadOnlySpan<byte> head)
    {
        var mark = new FileMark { IsPacked = true, Position = FileMark.Whole, Head = Fingerprint.Of(head), Tail = Fingerprint.Empty };
        mark.Note(facts);
        return mark;
    }

    private static FileMark Read(SafeFileHandle file, long position, long? lines)
    {
        var length = (int)Math.Min(position, Fingerprint.Longest);
        return new FileMark { Position = position, Lines = lines, Length = -1, Head = Fingerprint.Of(file, 0, length), Tail = Fingerprint.Of(file, position - length, length) };
    }
}
