using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>An address that cannot be listened on; the message names it, the reason and the remedy.</summary>
/// <param name="address">As the settings say it: <c>http://127.0.0.1:8080</c>, <c>unix:/path</c>, <c>127.0.0.1:9502</c>.</param>
/// <param name="endpoint">The address of it that was refused; null for a Unix socket.</param>
/// <param name="failure">What bind(2) or listen(2) said.</param>
public sealed class ListenException(string address, IPEndPoint? endpoint, SocketException failure) : IOException(Words(address, endpoint, failure, null), failure)
{
    /// <summary>The address that somebody else has; null when that is not the trouble.</summary>
    public IPEndPoint? Taken => endpoint is { Port: > 0 } && failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? endpoint : null;

    /// <summary>True when this user lacks a right that another user, or the unit of a service, may have.</summary>
    public bool IsDenied => endpoint is not null && failure.SocketErrorCode == SocketError.AccessDenied;

    /// <summary>The message, with who has the port.</summary>
    /// <param name="owner"><c>nginx (process 1234)</c>.</param>
    public string WithOwner(string owner) => Words(address, endpoint, failure, owner);

    private static string Words(string address, IPEndPoint? endpoint, SocketException failure, string? owner) => $"cannot listen on {address}: " + failure.SocketErrorCode switch
    {
        _ when endpoint is null => UnixListener.Trouble(address) ?? OfUnix(failure),
        SocketError.AddressAlreadyInUse => $"port {endpoint.Port} is taken{(owner is null ? "" : $" by {owner}")}. Stop that program, or choose another port.",
        SocketError.AccessDenied =>
            "ports below 1024 need a right this user does not have. Choose a port from 1024 on, or give the right: "
            + "setcap cap_net_bind_service=+ep on the program, or AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit.",
        SocketError.AddressNotAvailable => "this machine does not have that address. Expected one that \"ip address\" shows, or * for all.",
        _ => $"{failure.Message.TrimEnd('.')}. Choose another address.",
    };

    private static string OfUnix(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens on it. Stop that program, or choose another path.",
        SocketError.AccessDenied => "this user may not make it there. Let this user write in its directory.",
        _ => $"{failure.Message.TrimEnd('.')}. Let this user write in its directory.",
    };
}
