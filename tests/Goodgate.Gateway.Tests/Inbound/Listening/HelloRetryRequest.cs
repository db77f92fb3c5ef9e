namespace Goodgate.Gateway.Tests.Inbound.Listening;

/// <summary>The answer of TLS 1.3 to a ClientHello without a usable key: nothing is signed yet, the client shall begin anew (RFC 8446 §4.1.4).</summary>
internal static class HelloRetryRequest
{
    // Record: type, version, length (§5.1). Handshake: type, length (§4). ServerHello: version, random (§4.1.3).
    private const int Record = 0;
    private const int Handshake = 5;
    private const int Random = 5 + 4 + 2;
    private const byte HandshakeRecord = 22;
    private const byte ServerHello = 2;

    // SHA-256 of "HelloRetryRequest" in place of the random bytes tells it from a ServerHello (§4.1.3).
    private static readonly byte[] Sign = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");

    /// <summary>True when what is sent begins with one.</summary>
    public static bool Begins(ReadOnlySpan<byte> sent) =>
        sent.Length >= Random + Sign.Length && sent[Record] == HandshakeRecord && sent[Handshake] == ServerHello && sent.Slice(Random, Sign.Length).SequenceEqual(Sign);
}
