using System.Net.Sockets;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Sockets;

/// <summary>What goes to the peer.</summary>
internal sealed class SendSide(PolledSocket socket) : SocketSide
{
    private ReadOnlyMemory<byte> _rest;
    private ReadOnlyMemory<byte> _behind;
    private FileStretch _file;
    private int _length;
    private int _inTurn;

    /// <summary>Writes all of both, one after the other. Nothing at all: waits until something could be written, which is how the end of a connect is heard of.</summary>
    public ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        (_rest, _behind) = (first, second);
        _length = first.Length + second.Length;
        return RunAsync();
    }

    /// <summary>Writes all of the first, and then what fits of a file, waiting for room for its first byte.</summary>
    /// <returns>Bytes of the file that were sent; or why none was: the connection is broken, or <see cref="FileSending"/> says so. Then the first has been written all the same.</returns>
    public ValueTask<IoResult> SendFileAsync(ReadOnlyMemory<byte> first, FileStretch file)
    {
        (_rest, _behind, _file) = (first, default, file);
        return RunAsync();
    }

    // A client that takes a file as fast as it is sent would keep its loop for itself.
    protected override bool IsGreedy => _file.File is not null && _inTurn >= FileSending.MostAtOnce;

    protected override void Poke()
    {
        _inTurn = 0;
        socket.AskForRoom();
        socket.Poke();
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

            var count = socket.Send(_rest.Span, !_behind.IsEmpty || _file.File is not null, out var error);
            if (error == SocketError.WouldBlock)
            {
                return AwaitRoom(out result);
            }

            if (error != SocketError.Success)
            {
                return End(new IoResult(0, error), out result);
            }

            _rest = _rest[count..];
        }

        return _file.File is null ? End(new IoResult(_length, SocketError.Success), out result) : WorkOnFile(out result);
    }

    private bool WorkOnFile(out IoResult result)
    {
        var count = FileSending.Send(socket.Handle, _file, out var error);
        _inTurn += count;
        return error == SocketError.WouldBlock ? AwaitRoom(out result) : End(new IoResult(count, error), out result);
    }

    private bool AwaitRoom(out IoResult result)
    {
        // An edge that comes before the wait has begun is kept, and ends it.
        _inTurn = 0;
        socket.AskForRoom();
        result = default;
        return false;
    }

    // A connection at rest holds nothing of what it sent.
    private bool End(IoResult ended, out IoResult result)
    {
        (_rest, _behind, _file) = (default, default, default);
        result = ended;
        return true;
    }
}
