using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>A UDP socket connected to itself on loopback: a byte sent comes back through the event loop it belongs to.</summary>
internal sealed class StallProbe : IDisposable
{
    private static readonly byte[] One = [1];

    private readonly TimeProvider _time;
    private readonly Action<long> _answered;
    private readonly PolledSocket _socket;
    private long _sent;

    /// <param name="loop">The loop to probe.</param>
    /// <param name="time">Clock.</param>
    /// <param name="answered">Called on the loop's thread with the timestamp ticks the byte waited.</param>
    /// <exception cref="SocketException">There is no loopback.</exception>
    public StallProbe(EventLoop loop, TimeProvider time, Action<long> answered)
    {
        _time = time;
        _answered = answered;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

            // Connected: the kernel drops what others send to this port.
            socket.Connect(socket.LocalEndPoint!);
            _socket = PolledSocket.Of(socket, loop);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }

        _ = ReceiveAsync();
    }

    /// <summary>Sends a byte, unless the last one has not come back: one stall is counted once, with its whole length.</summary>
    public void Send()
    {
        if (Interlocked.CompareExchange(ref _sent, _time.GetTimestamp(), 0) == 0 && _socket.Send(One, more: false, out _) == 0)
        {
            Volatile.Write(ref _sent, 0);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        var space = new byte[One.Length];
        while (!(await _socket.ReceiveAsync(space)).Failed)
        {
            if (Interlocked.Exchange(ref _sent, 0) is var sent and not 0)
            {
                _answered(_time.GetTimestamp() - sent);
            }
        }
    }
}
