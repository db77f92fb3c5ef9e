using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Spooling;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Sends a request's body to one server, behind its head.</summary>
internal sealed class BodySender(RequestBody body, TimeSpan limit, UpstreamConnection connection, AttemptRecord record)
{
    /// <summary>The write that met the error has ended already; what is awaited is only that its thread says so.</summary>
    public static readonly TimeSpan ErrorWait = TimeSpan.FromMilliseconds(100);

    private volatile bool _last;
    private volatile bool _waits;

    /// <summary>True when nothing follows what is being sent.</summary>
    public bool IsLast
    {
        set => _last = value;
    }

    /// <summary>How the last write failed; Success when it did not.</summary>
    public SocketError Error { get; private set; }

    /// <summary>Sends bytes as they are. False when the server does not take them.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        connection.LimitSend(limit);
        var sending = connection.SendAsync(bytes);
        _waits = !sending.IsCompleted;
        var result = await sending;
        _waits = false;
        record.BytesSent += Math.Max(1, result.Bytes);
        Error = result.Error;
        return connection.SendDeadline!.Clear() && !result.Failed;
    }

    /// <summary>Sends content, framed where it has to be.</summary>
    public async ValueTask<bool> SendPieceAsync(ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return true;
        }

        if (!connection.Protocol.Frames(body))
        {
            return await SendAsync(piece);
        }

        while (!piece.IsEmpty)
        {
            var length = Math.Min(piece.Length, RequestBody.MostInFrame);
            if (!await SendAsync(connection.Protocol.Frame(body, piece.Span[..length])))
            {
                return false;
            }

            piece = piece[length..];
        }

        return true;
    }

    /// <summary>Sends all that was kept, until it is told to stop.</summary>
    public async ValueTask<bool> SendAllAsync(Spool spool, Func<bool> stopped)
    {
        for (long at = 0; at < spool.Length && !stopped();)
        {
            var piece = await spool.ReadAsync(at);
            at += piece.Length;
            if (!await SendPieceAsync(piece))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Waits for the end of the sending where nothing but the last write is missing. The answer of a server that has it all can be here before that write's own
    /// thread has come to say so; a server that does not take it is not waited for.
    /// </summary>
    /// <param name="sending">What sends.</param>
    /// <param name="time">The clock.</param>
    public async Task EndAsync(Task sending, TimeProvider time)
    {
        var waited = false;
        while (_last && !waited && !sending.IsCompleted)
        {
            waited = _waits;
            await Task.WhenAny(sending, Task.Delay(ErrorWait, time));
        }
    }
}
