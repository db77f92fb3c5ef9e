using System.Net.Sockets;
using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Inbound.Listening;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>
/// The last words to a client that is turned away: a short answer over HTTP/1, GOAWAY over cleartext HTTP/2, nothing inside TLS, where each word would cost
/// a handshake. Nothing of its request is read, and nothing here waits: thousands that come at once must not hold up those inside.
/// </summary>
/// <param name="date">The Date field.</param>
/// <param name="time">Clock.</param>
internal sealed class Farewell(DateLine date, TimeProvider time)
{
    // So many are held until they have closed themselves, so that a reset cannot overtake the answer (RFC 9112 §9.6); those beyond may lose it.
    private const int MostLingering = 128;

    private const int MostBytes = 64 * 1024;

    // The time of a slow round trip: the words are one segment.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // As AnswerFailure: long enough for others to leave.
    private const int RetryAfter = 10;

    // SETTINGS without any, then GOAWAY: no stream was looked at, ENHANCE_YOUR_CALM (RFC 9113 §3.4, §6.8, §7).
    private static readonly byte[] GoAway = [0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11];

    // What a client sends that nobody reads.
    private static readonly byte[] Waste = new byte[4096];

    private static readonly byte[][] Answers = [.. Enum.GetValues<Turnaway>().Select(Answer)];

    private int _lingering;

    /// <summary>Status of the answer over HTTP/1; null where there is none.</summary>
    public static int? Status(Turnaway why, ListenScheme scheme) => scheme == ListenScheme.Http ? why.Cause().Status : null;

    /// <summary>Says it and closes. Never throws.</summary>
    public void Say(Socket socket, ListenScheme scheme, Turnaway why)
    {
        try
        {
            socket.Blocking = false;
            if (scheme != ListenScheme.Https)
            {
                // A few hundred bytes fit into an empty buffer.
                socket.Send(scheme == ListenScheme.H2c ? GoAway : Dated(Answers[(int)why]), SocketFlags.None, out _);
                socket.Shutdown(SocketShutdown.Send);
                if (why != Turnaway.NoDescriptors && MayLinger())
                {
                    _ = LingerAsync(socket);
                    return;
                }

                // What has come already is taken: a close over unread bytes would be a reset.
                socket.Receive(Waste, SocketFlags.None, out _);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has gone already.
        }

        socket.Dispose();
    }

    private static byte[] Answer(Turnaway why)
    {
        var cause = why.Cause();
        var reason = cause.Status == 429 ? "429 Too Many Requests" : "503 Service Unavailable";
        var text = $"{reason}: {cause.Id}: {cause.Text.Visitor}\n";
        return Encoding.UTF8.GetBytes($"HTTP/1.1 {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n"
            + $"Retry-After: {RetryAfter}\r\nCache-Control: no-store\r\nConnection: close\r\n"
            + $"Proxy-Status: {GatewayServices.Name}; error={cause.ProxyError}; details=\"{cause.Id}\"\r\n\r\n{text}");
    }

    private bool MayLinger()
    {
        if (Interlocked.Increment(ref _lingering) <= MostLingering)
        {
            return true;
        }

        Interlocked.Decrement(ref _lingering);
        return false;
    }

    // Date goes behind the status line.
    private byte[] Dated(byte[] answer)
    {
        var line = answer.AsSpan().IndexOf((byte)'\n') + 1;
        return [.. answer.AsSpan(0, line), .. date.Current, .. answer.AsSpan(line)];
    }

    private async Task LingerAsync(Socket socket)
    {
        using var over = new CancellationTokenSource(Limit, time);
        try
        {
            for (var taken = 0; taken < MostBytes;)
            {
                var count = await socket.ReceiveAsync(Waste, over.Token);
                taken += count > 0 ? count : MostBytes;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It has had its time, or has gone.
        }

        socket.Dispose();
        Interlocked.Decrement(ref _lingering);
    }
}
