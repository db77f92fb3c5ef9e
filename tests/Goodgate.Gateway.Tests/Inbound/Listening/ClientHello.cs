using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Goodgate.Gateway.Tests.Inbound.Listening;

/// <summary>A ClientHello of TLS 1.3 (RFC 8446 §4.1.2) for P-256, with a key or without.</summary>
internal static class ClientHello
{
    private const ushort P256 = 0x0017;

    /// <summary>The record, header included.</summary>
    /// <param name="hasKey">False: no key is offered, and the server has to ask for one (§4.2.8: an empty list of shares).</param>
    public static byte[] Of(bool hasKey)
    {
        byte[] shares = [];
        if (hasKey)
        {
            using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            shares = [.. Two(P256), .. WithLength([4, .. point.X!, .. point.Y!])];
        }

        byte[] extensions =
        [
            .. Extension(0, WithLength([0, .. WithLength(Encoding.ASCII.GetBytes("one.test"))])), // server_name
            .. Extension(10, WithLength(Two(P256))), // supported_groups
            .. Extension(13, WithLength([.. Two(0x0403), .. Two(0x0804)])), // signature_algorithms: ecdsa_secp256r1_sha256, rsa_pss_rsae_sha256
            .. Extension(43, [2, .. Two(0x0304)]), // supported_versions
            .. Extension(51, WithLength(shares)), // key_share
        ];
        byte[] body =
        [
            .. Two(0x0303), .. new byte[32], // legacy_version, random
            32, .. new byte[32], // legacy_session_id
            .. WithLength(Two(0x1301)), // TLS_AES_128_GCM_SHA256
            1, 0, // legacy_compression_methods
            .. WithLength(extensions),
        ];
        return [22, .. Two(0x0301), .. WithLength([1, 0, .. WithLength(body)])];
    }

    private static byte[] Extension(ushort type, byte[] data) => [.. Two(type), .. WithLength(data)];

    private static byte[] WithLength(byte[] data) => [.. Two((ushort)data.Length), .. data];

    private static byte[] Two(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
