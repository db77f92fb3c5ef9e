using System.Net;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>Who is at the other end of a client's connection, and how bytes get there.</summary>
/// <param name="Transport">The socket, or TLS on it.</param>
/// <param name="Address">The client's address; null for a Unix socket.</param>
/// <param name="LocalPort">Port it came to; 0 for a Unix socket.</param>
/// <param name="IsHttps">True inside TLS.</param>
internal sealed record ClientPeer(Transport Transport, IPAddress? Address, int LocalPort, bool IsHttps)
{
    /// <summary>Port the client sends from; 0 for a Unix socket.</summary>
    public int RemotePort { get; init; }

    /// <summary>Address it came to; null for a Unix socket.</summary>
    public IPAddress? LocalAddress { get; init; }
}
