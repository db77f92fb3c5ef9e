using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>How far one file was read, and by what it is known again under another name, as a copy, or compressed. Kept across restarts.</summary>
internal sealed class FileMark
{
    /// <summary>Position of a file that was read whole and is compressed: whatever looks like it has nothing new.</summary>
    public const long Whole = long.MaxValue;

    public ulong Device { get; set; }

    public ulong Inode { get; set; }

    /// <summary>Bytes when it was last read to its end; -1 when it was not.</summary>
    public long Length { get; set; }

    /// <summary>When it was changed last, nanoseconds since 1970.</summary>
    public long Written { get; set; }

    /// <summary>Its first bytes, at most <see cref="Fingerprint.Longest"/>.</summary>
    public Fingerprint Head { get; set; } = Fingerprint.Empty;

    /// <summary>The bytes just before <see cref="Position"/>.</summary>
    public Fingerprint Tail { get; set; } = Fingerprint.Empty;

    /// <summary>Up to here it was read: the end of the last whole line.</summary>
    public long Position { get; set; }

    /// <summary>Lines before the position; null when nobody counted them.</summary>
    public long? Lines { get; set; }

    /// <summary>True in the middle of a line that is too long: its rest is passed over.</summary>
    public bool IsPassingOver { get; set; }

    /// <summary>Columns of a W3C log, from its last header.</summary>
    public IReadOnlyList<string>? Fields { get; set; }

    public bool IsPacked { get; set; }

    /// <summary>Bytes of a compressed one, unpacked; null when nobody counted them.</summary>
    public long? Unpacked { get; set; }

    /// <summary>Since when no file was found for it; null while there is one.</summary>
    public DateTimeOffset? Missing { get; set; }

    [System.Text.Json.Serialization.JsonIgnore]
    public FileId Id => new(Device, Inode);

    /// <summary>Nothing was read yet: it is known by its number alone.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsBlank => Position == 0;

    /// <summary>What the system tells of it now.</summary>
    public void Note(FileFacts facts) => (Device, Inode, Length, Written) = (facts.Id.Device, facts.Id.Inode, facts.Length, facts.Written);

    /// <summary>True when the file was not touched since.</summary>
    public bool IsUntouched(FileFacts facts) => facts.Id == Id && facts.Length == Length && facts.Written == Written;

    /// <summary>True when a file holds what was read, up to the position at least.</summary>
    public bool IsIn(SafeFileHandle file, FileFacts facts) =>
        !IsPacked && facts.Length >= Position && Head.IsAt(file, 0) && (Tail.Length == Head.Length && Position == Tail.Length || Tail.IsAt(file, Position - Tail.Length));

    /// <summary>True when a file begins as this one: it is a copy of it, of now or of earlier.</summary>
    public bool HasHeadOf(ReadOnlySpan<byte> start) => Head.Length > 0 && start.Length >= Head.Length && Fingerprint.Of(start[..Head.Length]) == Head;

    /// <summary>True when a file that begins as this one has nothing that it has not: an older copy, or an unfinished one.</summary>
    public bool Covers(long length) => IsPacked ? Unpacked is null || length <= Unpacked : length < Position;

    /// <summary>False for what a damaged file may hold.</summary>
    public bool IsSane() => Length >= -1 && Position >= 0 && Lines is null or >= 0 && Head.Length is >= 0 and <= Fingerprint.Longest && Tail.Length is >= 0 and <= Fingerprint.Longest
        && (IsPacked || (Tail.Length == Math.Min(Position, Fingerprint.Longest) && Head.Length == Tail.Length));
}
