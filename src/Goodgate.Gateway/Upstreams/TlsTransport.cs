using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A connection through TLS.</summary>
internal sealed class TlsTransport(PlainTransport below, SslStream stream) : Transport
{
    public override string Peer => below.Peer;

    public override bool HasUnasked => below.HasUnasked;

    public override async ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            return new IoResult(await stream.ReadAsync(buffer), SocketError.Success);
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
