using System.Net.Sockets;
using Goodgate.Gateway.Sockets;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>What a socket error means, in the words of an observation. The only place that knows.</summary>
internal static class SocketFailure
{
    /// <param name="error">As reported.</param>
    /// <param name="socketPath">Path of the Unix socket; null for TCP.</param>
    public static Happening Name(SocketError error, string? socketPath = null) => error switch
    {
        SocketError.ConnectionRefused => Happening.Refused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Happening.Reset,
        SocketError.TimedOut => Happening.TimedOut,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => Happening.Unreachable,
        // Linux answers a connect that a blackhole route would swallow with EINVAL (ip-route(8)).
        SocketError.InvalidArgument when socketPath is null => Happening.Unreachable,
        SocketError.AccessDenied => Happening.PermissionDenied,
        SocketError.WouldBlock or SocketError.TryAgain when socketPath is not null => Happening.QueueFull,
        SocketError.AddressNotAvailable when socketPath is not null => Happening.NotFound,
        SocketError.AddressNotAvailable or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => Happening.OutOfResources,
        _ => Happening.Reset,
    };

    /// <summary>The Linux error number; on Unix sockets .NET reports ENOENT as AddressNotAvailable.</summary>
    public static int? Errno(SocketError error, string? socketPath = null) =>
        socketPath is not null && error == SocketError.AddressNotAvailable ? 2 : SocketErrors.Errno(error);
}
