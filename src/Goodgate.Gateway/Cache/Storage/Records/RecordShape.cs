using System.Buffers.Binary;

namespace Goodgate.Gateway.Cache.Storage.Records;

/// <summary>
/// The first bytes of a record, and by them where its parts are. All numbers are little-endian.
/// <code>
///  0  salt of the file (8)        the records of a file begin with a number nobody outside knows: no body can pass for a record
///  8  state (4)                   see <see cref="RecordState"/>
/// 12  checksum of 0-7, 16-43 (4)
/// 16  id (8)                      of two records of one key and variant the higher counts
/// 24  body length (8)
/// 32  text length (4)             key, variant, tags: <see cref="RecordText"/>
/// 36  text checksum (4)
/// 40  room for the head (4)       a validation writes another head into it
/// 44  text
///     head length (4), checksum (4), head
///     body, in blocks: checksum (4), at most 64 KiB
/// </code>
/// </summary>
/// <param name="Id">Number of the record; checksums of its parts begin with it.</param>
/// <param name="BodyLength">Bytes of content.</param>
/// <param name="TextLength">Bytes of text.</param>
/// <param name="TextChecksum">Of the text.</param>
/// <param name="HeadRoom">Bytes the head may have.</param>
internal readonly record struct RecordShape(ulong Id, long BodyLength, int TextLength, uint TextChecksum, int HeadRoom)
{
    /// <summary>Bytes before the text.</summary>
    public const int Size = 44;

    /// <summary>Content in a block.</summary>
    public const int Block = 64 * 1024;

    /// <summary>Bytes of the checksum before a block.</summary>
    public const int BlockHead = 4;

    /// <summary>Records begin at multiples of this.</summary>
    public const int Alignment = 8;

    /// <summary>Where the state is.</summary>
    public const int StateAt = 8;

    /// <summary>Largest head and its room: 64 KiB, and the most that is left for it to grow.</summary>
    public const int MostHeadRoom = 72 * 1024;

    /// <summary>Length and checksum before the head.</summary>
    public const int HeadHead = 8;

    private const int ChecksumAt = 12;

    /// <summary>Where the length of the head is, from the start of the record.</summary>
    public int HeadAt => Size + TextLength;

    /// <summary>Where the first block is.</summary>
    public int BodyAt => HeadAt + HeadHead + HeadRoom;

    /// <summary>Bytes of the body with its checksums.</summary>
    public long Blocks => BlocksOf(BodyLength);

    /// <summary>Bytes of the whole record, up to where the next one begins.</summary>
    public long Total => (BodyAt + Blocks + Alignment - 1) / Alignment * Alignment;

    /// <summary>Bytes of a body with its checksums.</summary>
    public static long BlocksOf(long body) => body + ((body + Block - 1) / Block * BlockHead);

    /// <summary>Checks and reads one; what it says of lengths is not yet held against the file.</summary>
    /// <param name="bytes">At least <see cref="Size"/>.</param>
    /// <param name="salt">Of the file.</param>
    public static RecordShape? Read(ReadOnlySpan<byte> bytes, ulong salt)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != salt || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) != ChecksumOf(bytes))
        {
            return null;
        }

        var shape = new RecordShape(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]));
        var isPossible = shape.BodyLength is >= 0 and < 1L << 48 && shape.TextLength is >= 0 and <= RecordText.Most && shape.HeadRoom is >= 0 and <= MostHeadRoom;
        return isPossible ? shape : null;
    }

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> target, ulong salt, RecordState state)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, salt);
        BinaryPrimitives.WriteUInt32LittleEndian(target[StateAt..], (uint)state);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Id);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], BodyLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[32..], TextLength);
        BinaryPrimitives.WriteUInt32LittleEndian(target[36..], TextChecksum);
        BinaryPrimitives.WriteInt32LittleEndian(target[40..], HeadRoom);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], ChecksumOf(target));
    }

    /// <summary>Writes the head with its length and checksum; at most <see cref="HeadRoom"/> bytes.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteHead(Span<byte> target, ReadOnlySpan<byte> head)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, head.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Checksum.Of(Id, head));
        head.CopyTo(target[HeadHead..]);
        return HeadHead + head.Length;
    }

    /// <summary>Checks and reads the head; null when it is not what was written.</summary>
    /// <param name="bytes">From <see cref="HeadAt"/> up to the body.</param>
    public byte[]? ReadHead(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 0 || length > HeadRoom)
        {
            return null;
        }

        var head = bytes.Slice(HeadHead, length);
        return Checksum.Of(Id, head) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) ? head.ToArray() : null;
    }

    /// <summary>Puts the checksum of a block before it.</summary>
    /// <param name="block">Four bytes, then content.</param>
    /// <param name="index">Which one.</param>
    public static void Seal(Span<byte> block, ulong id, long index) =>
        BinaryPrimitives.WriteUInt32LittleEndian(block, Checksum.Of(Seed(id, index), block[BlockHead..]));

    /// <summary>True when a block is what was written as this one.</summary>
    public bool IsWhole(ReadOnlySpan<byte> block, long index) =>
        block.Length > BlockHead && BinaryPrimitives.ReadUInt32LittleEndian(block) == Checksum.Of(Seed(Id, index), block[BlockHead..]);

    // Odd constant of splitmix64: neighbours in one record differ from neighbours of the next.
    private static ulong Seed(ulong id, long index) => id + ((ulong)(index + 1) * 0x9E37_79B9_7F4A_7C15);

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes) =>
        Checksum.Of(BinaryPrimitives.ReadUInt64LittleEndian(bytes), bytes[16..Size]);
}
