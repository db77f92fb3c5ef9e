using System.Buffers.Binary;
using System.Numerics;

namespace Goodgate.Gateway.Cache.Storage.Records;

/// <summary>CRC-32C (RFC 9260 appendix A), by the processor's own instruction: any burst of up to 32 wrong bits shows, anything else but one in 2³².</summary>
internal static class Checksum
{
    /// <param name="seed">What the bytes belong to, so that those of another place do not pass.</param>
    /// <param name="bytes">What is summed.</param>
    public static uint Of(ulong seed, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, seed);
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
