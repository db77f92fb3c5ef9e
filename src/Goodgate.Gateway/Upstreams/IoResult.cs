using System.Net.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Outcome of one read or write: no exception on the hot path, and the operating system's own words are kept.</summary>
/// <param name="Bytes">Bytes moved; 0 on a read means the peer has closed (FIN).</param>
/// <param name="Error">Success, or what went wrong.</param>
/// <param name="Detail">Text of a layer above the socket (TLS), when it failed there.</param>
public readonly record struct IoResult(int Bytes, SocketError Error, string? Detail = null)
{
    /// <summary>Detail of an end of a TLS connection that close_notify did not announce: an attacker can make it (RFC 9112 §9.8).</summary>
    public const string NotAnnounced = "the TLS connection ended without close_notify";

    public bool Failed => Error != SocketError.Success;
}
