using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>A stretch of a file by its hash: enough to know it again, and nothing of what a log says.</summary>
/// <param name="Length">Bytes of the stretch; 0 when there are none yet.</param>
/// <param name="Hash">The first half of their SHA-256, in hex.</param>
internal readonly record struct Fingerprint(int Length, string Hash)
{
    /// <summary>Bytes at most: the first line or two of any log, and the times in them differ.</summary>
    public const int Longest = 1024;

    public static Fingerprint Empty { get; } = new(0, "");

    public static Fingerprint Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return Empty;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Fingerprint(bytes.Length, Convert.ToHexStringLower(hash[..16]));
    }

    /// <summary>Of a stretch of an open file; shorter when the file ends before.</summary>
    public static Fingerprint Of(SafeFileHandle file, long offset, int length)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return Of(bytes[..Read(file, bytes[..Math.Min(length, Longest)], offset)]);
    }

    /// <summary>True when these bytes stand at that place of the file.</summary>
    public bool IsAt(SafeFileHandle file, long offset) => Length == 0 || (offset >= 0 && Of(file, offset, Length) == this);

    /// <summary>Reads until the span is full or the file ends.</summary>
    public static int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        var filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(file, bytes[filled..], offset + filled) is > 0 and var count)
        {
            filled += count;
        }

        return filled;
    }
}
