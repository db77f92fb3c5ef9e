using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;

using Goodgate.Gateway.Waiting;
namespace Goodgate.Gateway.Upstreams;

/// <summary>A connection through TLS.</summary>
internal sealed class TlsTransport(PlainTransport below, SocketStream bytes, SslStream stream) : Transport
{
    private readonly byte[] _one = new byte[1];
    private Task<int>? _resting;

    public override string Peer => below.Peer;

    // The TLS layer may have taken bytes from the socket that it has not given us: only a read of its own can tell. So one is under way while
    // the connection rests; when it has ended the connection is not clean, and else it becomes the first byte of the next response.
    public override RestState Resting => _resting switch
    {
        null or { IsCompleted: false } => RestState.Clean,
        { IsCompletedSuccessfully: true, Result: > 0 } => RestState.Spoke,
        _ => RestState.Ended,
    };

    public override void Rest() => _resting = stream.ReadAsync(_one).AsTask();

    // A read of no bytes ends when the socket has some, and holds none of the 32 KiB that TLS needs to unpack a record.
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public override async ValueTask<IoResult> ReceiveWhenReadyAsync(Memory<byte> buffer)
    {
        try
        {
            _ = await stream.ReadAsync(Memory<byte>.Empty);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed(e);
        }

        return await ReceiveAsync(buffer);
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public override async ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await (_resting is { } resting ? TakeOneAsync(resting, buffer) : stream.ReadAsync(buffer));

            // After close_notify TLS reports the end without asking the socket; an end found by the socket was not announced (RFC 8446 §6.1).
            return new IoResult(count, SocketError.Success, count == 0 && bytes.Ended ? IoResult.NotAnnounced : null);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException or InvalidOperationException)
        {
            return Failed(e);
        }
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
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
        catch (Exception)
        {
            // The peer is gone, or broke the protocol: the TLS library has many words for that, and the read side says it too.
        }

        // Without a FIN of the socket's own its close could be a reset, and cut off what is still on its way.
        await below.ShutdownSendAsync();
    }

    public override void Close()
    {
        below.Close();

        // Frees the TLS library's memory now; a read under way on another thread is waited for by its own reference count.
        stream.Dispose();
    }

    public override void Reset()
    {
        below.Reset();
        stream.Dispose();
    }

    private async ValueTask<int> TakeOneAsync(Task<int> resting, Memory<byte> buffer)
    {
        var count = await resting;
        _resting = null;
        _one.AsSpan(0, count).CopyTo(buffer.Span);
        return count;
    }

    private static IoResult Failed(Exception e) =>
        new(0, e.InnerException is SocketException socket ? socket.SocketErrorCode : SocketError.ConnectionReset, (e.InnerException ?? e).Message);
}
