using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Goodgate.Lab.Scripts;

/// <summary>Accepts connections and serves each; at the end nothing of it is left running.</summary>
internal sealed class AcceptLoop : IAsyncDisposable
{
    /// <summary>Connections served at once; the ones above are closed unserved.</summary>
    public const int MaxConnections = 4096;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(10);

    private readonly Socket _listener;
    private readonly Sightings _seen;
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, Task> _serving = new();
    private readonly Task _accepting;

    public AcceptLoop(Socket listener, Sightings seen, Func<Socket, CancellationToken, Task> serve)
    {
        _listener = listener;
        _seen = seen;
        _serve = serve;
        _accepting = Task.Run(AcceptAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving.Values);
        _stop.Dispose();
    }

    /// <summary>Whether an exception is part of a server's life: the peer left, or the lab stops.</summary>
    public static bool IsOrdinary(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException or BadRequestException;

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                _seen.SawConnection();
                if (_serving.Count >= MaxConnections)
                {
                    socket.Dispose();
                    continue;
                }

                // Entered first, started second: the task takes itself out.
                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _serving[socket] = ServeAsync(socket, start.Task);
                start.SetResult();
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // ECONNABORTED or EMFILE: the next one may do better. The pause keeps a full descriptor table from taking a whole core.
                await Task.Delay(AfterFailure, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket socket, Task start)
    {
        await start;
        try
        {
            if (socket.AddressFamily is not AddressFamily.Unix)
            {
                // Each Send of a script is a packet of its own, at once.
                socket.NoDelay = true;
            }

            await _serve(socket, _stop.Token);
        }
        catch (Exception e) when (IsOrdinary(e))
        {
            // The peer left or the lab stops: the connection is over either way.
        }
        catch (Exception e)
        {
            _seen.SawDefect(e);
        }
        finally
        {
            socket.Dispose();
            _serving.TryRemove(socket, out _);
        }
    }
}
