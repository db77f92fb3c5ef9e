using System.Net.Sockets;
using System.Net.Security;

namespace Goodgate.Lab.Scripts;

/// <summary>One accepted connection as a script's steps see it.</summary>
internal sealed class Peer(Socket socket, Stream stream, Sightings seen, LabOptions options)
{
    // An orderly close reads what is still coming, else close() answers it with RST and may destroy bytes under way (RFC 9112 §9.6).
    private const long MaxDrain = RequestReader.MaxBody;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    private bool _closed;

    public RequestReader Reader { get; } = new(stream, seen);

    /// <summary>Head of the request heard last; null before the first.</summary>
    public RequestHead? Heard { get; set; }

    public TimeProvider Time => options.Time;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await stream.WriteAsync(bytes, cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>Silence, until the peer closes, the lab stops or the hold limit is over.</summary>
    public async Task HoldAsync(bool reading, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.HoldLimit, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            if (reading)
            {
                await DrainAsync(both.Token);
            }
            else
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The hold limit: go on with the script, which closes.
        }
    }

    /// <summary>FIN, after everything sent; over TLS with close_notify unless <paramref name="notify"/> is false.</summary>
    public async Task CloseAsync(bool notify, CancellationToken cancel)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (notify && stream is SslStream tls)
        {
            await tls.ShutdownAsync().WaitAsync(DrainLimit, Time, cancel);
        }

        socket.Shutdown(SocketShutdown.Send);
        using var limit = new CancellationTokenSource(DrainLimit, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        await DrainAsync(both.Token);
    }

    /// <summary>RST: closing with a linger time of zero throws the connection away (socket(7), SO_LINGER).</summary>
    public void Reset()
    {
        _closed = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private async Task DrainAsync(CancellationToken cancel)
    {
        for (long left = MaxDrain; left > 0;)
        {
            var piece = await Reader.TakeAsync(left, cancel);
            if (piece.IsEmpty)
            {
                return;
            }

            left -= piece.Length;
        }
    }
}
