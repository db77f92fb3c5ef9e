using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>A rotated file that is compressed. Compressing takes a while, and a file that is being written has no end yet: it is looked at again then.</summary>
internal static class PackedFile
{
    /// <summary>True for the first bytes of gzip, bzip2, xz and zstd.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start switch
    {
        [0x1F, 0x8B, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => true,
        _ => false,
    };

    /// <summary>Its first bytes, unpacked; null when they cannot be had (yet).</summary>
    /// <exception cref="IOException">The tool for it is not installed; the message says so.</exception>
    public static byte[]? Head(SafeFileHandle packed)
    {
        try
        {
            using var file = Open(packed);
            var start = new byte[Fingerprint.Longest];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Bytes of it, unpacked; null when its end is not there (yet).</summary>
    public static long? Length(SafeFileHandle packed, CancellationToken stop)
    {
        try
        {
            using var file = Open(packed);
            return Skip(file, long.MaxValue, stop);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>Reads what stands behind a position.</summary>
    /// <param name="packed">The file, open.</param>
    /// <param name="position">Bytes that were read before.</param>
    /// <param name="take">Gets the lines, numbered from 1.</param>
    /// <remarks>To its end, also when the program is told to stop: half of it would be read again.</remarks>
    public static void Read(SafeFileHandle packed, long position, Action<Block> take)
    {
        using var file = Open(packed);
        Skip(file, position, CancellationToken.None);
        var reader = new BlockReader(file);
        while (reader.Next() is { } block)
        {
            take(block);
        }
    }

    private static Stream Open(SafeFileHandle packed) => LogStream.Open(new LogSource("", () => new HandleStream(packed), null));

    private static long Skip(Stream file, long count, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        var skipped = 0L;
        while (skipped < count && file.Read(buffer, 0, (int)Math.Min(buffer.Length, count - skipped)) is > 0 and var read)
        {
            stop.ThrowIfCancellationRequested();
            skipped += read;
        }

        return skipped;
    }
}
