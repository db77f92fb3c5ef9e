using System.Net.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Sockets;

/// <summary>What goes to the peer.</summary>
internal sealed class SendSide(PolledSocket socket) : SocketSide
{
    private ReadOnlyMemory<byte> _rest;
    private ReadOnlyMemory<byte> _behind;
    private int _length;

    /// <summary>Writes all of both, one after the other. Nothing at all: waits until something could be written, which is how the end of a connect is heard of.</summary>
    public ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        (_rest, _behind) = (first, second);
        _length = first.Length + second.Length;
        return RunAsync();
    }

    protected override bool Work(out IoResult result, out bool more)
    {
        more = true;
        while (!_rest.IsEmpty || !_behind.IsEmpty)
        {
            if (_rest.IsEmpty)
            {
                (_rest, _behind) = (_behind, default);
            }

            var count = socket.Send(_rest.Span, !_behind.IsEmpty, out var error);
            if (error == SocketError.WouldBlock)
            {
                // An edge that comes before the wait has begun is kept, and ends it.
                socket.AskForRoom();
                result = default;
                return false;
            }

            if (error != SocketError.Success)
            {
                return End(new IoResult(0, error), out result);
            }

            _rest = _rest[count..];
        }

        return End(new IoResult(_length, SocketError.Success), out result);
    }

    // A connection at rest holds nothing of what it sent.
    private bool End(IoResult ended, out IoResult result)
    {
        (_rest, _behind) = (default, default);
        result = ended;
        return true;
    }
}
