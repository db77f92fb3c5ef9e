using System.Net.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Sockets;

/// <summary>What comes from the peer.</summary>
internal sealed class ReceiveSide(PolledSocket socket) : SocketSide
{
    // A peer that sends faster than we can pass on would keep its loop for itself: 64 reads of usually 16 to 64 KiB are a few milliseconds at most.
    private const int MostInARow = 64;

    private Memory<byte> _target;
    private int _inARow;

    /// <summary>Reads what is there, waiting for the first byte. Into no memory: waits until there is something, and takes nothing.</summary>
    public ValueTask<IoResult> ReceiveAsync(Memory<byte> target)
    {
        _target = target;
        return RunAsync();
    }

    protected override bool IsGreedy => _inARow >= MostInARow;

    protected override void Poke()
    {
        _inARow = 0;
        socket.Poke();
    }

    protected override bool Work(out IoResult result, out bool more)
    {
        var wanted = _target.Length;
        var count = socket.Receive(_target.Span, out var error);
        if (error == SocketError.WouldBlock)
        {
            _inARow = 0;
            result = default;
            more = false;
            return false;
        }

        // Less than there was room for: all has been read, and what comes later makes an edge (epoll(7), "until EAGAIN or a short read"). But the end
        // of the connection may have come along with the last bytes, in the same edge.
        more = count == wanted || count == 0 || error != SocketError.Success || socket.HasEnded;
        _inARow = more ? _inARow + 1 : 0;
        result = new IoResult(count, error);
        return true;
    }
}
