using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A connection through TLS.</summary>
internal sealed class TlsTransport(PlainTransport below, SocketStream bytes, SslStream stream) : Transport
{
    public override string Peer => below.Peer;

    public override bool HasUnasked => below.HasUnasked;

    public override async ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await stream.ReadAsync(buffer);

            // After close_notify TLS reports the end without asking the socket; an end found by the socket was not announced (RFC 8446 §6.1).
            return new IoResult(count, SocketError.Success, count == 0 && bytes.Ended ? IoResult.NotAnnounced : null);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed(e);
        }
    }

    public override async ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer)
    {
        try
        {
            await stream.WriteAsync(buffer);
            return new IoResult(buffer.Length, SocketError.Success);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed(e);
        }
    }

    public override async ValueTask ShutdownSendAsync()
    {
        try
        {
            await stream.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone already; the read side says so.
        }
    }

    public override void Close() => below.Close();

    private static IoResult Failed(Exception e) =>
        new(0, e.InnerException is SocketException socket ? socket.SocketErrorCode : SocketError.ConnectionReset, (e.InnerException ?? e).Message);
}
