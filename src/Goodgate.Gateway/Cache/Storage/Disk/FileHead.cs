using System.Buffers.Binary;
using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// The first bytes of a file of the cache: <c>GGCACHE\n</c> (8), version (4), kind (4), salt (8), checksum of all these (4), nothing (4).
/// A file of another version is not read but deleted: a cache can be filled again.
/// </summary>
/// <param name="Kind">What is in it.</param>
/// <param name="Salt">Its records begin with this random number.</param>
internal readonly record struct FileHead(FileKind Kind, ulong Salt)
{
    /// <summary>Bytes.</summary>
    public const int Size = 32;

    /// <summary>Version of the format of files and records.</summary>
    public const int Version = 1;

    private const int ChecksumAt = 24;

    private static ReadOnlySpan<byte> Magic => "GGCACHE\n"u8;

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), (int)Kind);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Checksum.Of(Version, bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    /// <summary>Reads it; null when it is no file of this version, or damaged.</summary>
    public static FileHead? Read(ReadOnlySpan<byte> bytes)
    {
        var isWhole = bytes.Length >= Size && bytes.StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) == Version
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]) == Checksum.Of(Version, bytes[..ChecksumAt]);
        return isWhole ? new FileHead((FileKind)BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..])) : null;
    }
}
