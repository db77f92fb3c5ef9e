using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Inbound;

/// <summary>A transport whose reads end when the test says so.</summary>
internal sealed class SlowTransport : Transport
{
    private TaskCompletionSource<IoResult> _reading = new();
    private Memory<byte> _target;

    public int Reads { get; private set; }

    public override string Peer => "";

    public override RestState Resting => RestState.Clean;

    public void Deliver(params byte[] bytes)
    {
        bytes.CopyTo(_target);
        End(new IoResult(bytes.Length, System.Net.Sockets.SocketError.Success));
    }

    public void End(IoResult result)
    {
        var reading = _reading;
        _reading = new TaskCompletionSource<IoResult>();
        reading.SetResult(result);
    }

    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        Reads++;
        _target = buffer;
        return new ValueTask<IoResult>(_reading.Task);
    }

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer) => new(new IoResult(buffer.Length, System.Net.Sockets.SocketError.Success));

    public override void Rest()
    {
    }

    public override ValueTask ShutdownSendAsync() => default;

    public override void Close()
    {
    }

    public override void Reset()
    {
    }
}
