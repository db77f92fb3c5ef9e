using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A connected socket.</summary>
internal sealed class PlainTransport(PolledSocket socket, string peer) : Transport
{
    public override string Peer => peer;

    public override RestState Resting => socket.Look();

    public override void Rest()
    {
        // The socket itself knows; it is asked when the connection is taken.
    }

    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer);

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer) => socket.SendAsync(buffer);

    public override bool JoinsParts => true;

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second) => socket.SendAsync(first, second);

    public override bool SendsFiles => true;

    public override ValueTask<IoResult> SendFileAsync(ReadOnlyMemory<byte> first, FileStretch file) => socket.SendFileAsync(first, file);

    public override ValueTask ShutdownSendAsync()
    {
        socket.ShutdownSend();
        return ValueTask.CompletedTask;
    }

    public override void Close() => socket.Dispose();

    public override void Reset() => socket.Reset();
}
