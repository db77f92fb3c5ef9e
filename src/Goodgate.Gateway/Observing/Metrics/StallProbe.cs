using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>A UDP socket connected to itself on loopback: a byte sent comes back through the socket thread it belongs to.</summary>
public sealed class StallProbe : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Action<long> _answered;
    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _receive;
    private long _sent;

    /// <param name="time">Clock.</param>
    /// <param name="answered">Called on the socket thread with the timestamp ticks the byte waited.</param>
    /// <exception cref="SocketException">There is no loopback.</exception>
    public StallProbe(TimeProvider time, Action<long> answered)
    {
        _time = time;
        _answered = answered;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _receive = new SocketAsyncEventArgs(true);
        _receive.SetBuffer(new byte[1]);
        _receive.Completed += (_, _) => Receive(Take());
        try
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

            // Connected: the kernel drops what others send to this port.
            _socket.Connect(_socket.LocalEndPoint!);
            Receive(goOn: true);
        }
        catch (SocketException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Sends a byte, unless the last one has not come back: one stall is counted once, with its whole length.</summary>
    public void Send()
    {
        if (Interlocked.CompareExchange(ref _sent, _time.GetTimestamp(), 0) != 0)
        {
            return;
        }

        try
        {
            _socket.Send([1]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Volatile.Write(ref _sent, 0);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Receive(bool goOn)
    {
        try
        {
            while (goOn && !_socket.ReceiveAsync(_receive))
            {
                goOn = Take();
            }
        }
        catch (ObjectDisposedException)
        {
            // The gateway stops.
        }
    }

    private bool Take()
    {
        var sent = Interlocked.Exchange(ref _sent, 0);
        if (_receive.SocketError != SocketError.Success)
        {
            return false;
        }

        if (sent != 0)
        {
            _answered(_time.GetTimestamp() - sent);
        }

        return true;
    }
}
