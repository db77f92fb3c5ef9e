using System.Net.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A connected socket.</summary>
internal sealed class PlainTransport(Socket socket, string peer) : Transport
{
    private readonly SocketOperation _receive = new();
    private readonly SocketOperation _send = new();

    public override string Peer => peer;

    public override RestState Resting
    {
        get
        {
            try
            {
                return !socket.Poll(0, SelectMode.SelectRead) ? RestState.Clean : socket.Available > 0 ? RestState.Spoke : RestState.Ended;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return RestState.Ended;
            }
        }
    }

    public override void Rest()
    {
        // The socket itself knows; it is asked when the connection is taken.
    }

    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer) => _receive.ReceiveAsync(socket, buffer);

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer) => _send.SendAsync(socket, buffer);

    public override ValueTask ShutdownSendAsync()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already; the read side says so.
        }

        return ValueTask.CompletedTask;
    }

    public override void Close() => socket.Dispose();

    public override void Reset()
    {
        try
        {
            // Zero seconds of lingering is how a socket is told to send RST (man 7 socket, SO_LINGER).
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
        }

        socket.Dispose();
    }
}
