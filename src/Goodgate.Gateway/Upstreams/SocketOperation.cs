using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// One reusable socket operation that is awaited without allocation and reports errors as values.
/// Continuations run where the operation completes (docs/decisions/0003-inline-completions.md). One operation at a time.
/// </summary>
internal sealed class SocketOperation() : SocketAsyncEventArgs(true), IValueTaskSource<IoResult>
{
    private ManualResetValueTaskSourceCore<IoResult> _core;

    public ValueTask<IoResult> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        try
        {
            SetBuffer(buffer);
            return socket.ReceiveAsync(this) ? Pending() : new ValueTask<IoResult>(Result());
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<IoResult>(new IoResult(0, SocketError.OperationAborted));
        }
    }

    public ValueTask<IoResult> SendAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        try
        {
            SetBuffer(System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer));
            return socket.SendAsync(this) ? Pending() : new ValueTask<IoResult>(Result());
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<IoResult>(new IoResult(0, SocketError.OperationAborted));
        }
    }

    public IoResult GetResult(short token)
    {
        var result = _core.GetResult(token);
        _core.Reset();
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _core.SetResult(Result());

    private ValueTask<IoResult> Pending() => new(this, _core.Version);

    private IoResult Result() => new(SocketError == SocketError.Success ? BytesTransferred : 0, SocketError);
}
