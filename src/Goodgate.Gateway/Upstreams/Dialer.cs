using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Descriptors;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Opens one socket to one address within a limit.</summary>
internal static class Dialer
{
    /// <summary>Connects. On failure <see cref="Dialed.Socket"/> is null.</summary>
    /// <param name="target">Address.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancel">Ends the wait: the limit, or another address that was faster.</param>
    public static async Task<Dialed> DialAsync(EndPoint target, TimeProvider time, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        Socket? socket = null;
        try
        {
            socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (DescriptorReserve.IsTouchedBy(socket))
            {
                throw new SocketException((int)SocketError.TooManyOpenSockets);
            }

            var (connected, error) = await PolledSocket.ConnectAsync(socket, target, cancel);
            return new Dialed(target, connected, error, time.GetElapsedTime(began));
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            return new Dialed(target, null, e.SocketErrorCode, time.GetElapsedTime(began));
        }
    }
}

/// <summary>Outcome of one dial.</summary>
internal sealed record Dialed(EndPoint Target, PolledSocket? Socket, SocketError Error, TimeSpan Elapsed)
{
    /// <summary>The address as text.</summary>
    public string Peer => Target.ToString() ?? "";
}
