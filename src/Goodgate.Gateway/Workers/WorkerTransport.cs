using System.Net.Sockets;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// A connection to a worker. Closed in the middle of a request it ends for the exchange at once, but not for the worker, which knows nothing of it and runs on:
/// the socket stays open, its output goes nowhere, and the request's place is free when the worker has closed it.
/// </summary>
/// <param name="below">The socket.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerTransport(Transport below, TimeProvider time) : Transport
{
    // A page. A script that sends more wastes the network: its socket is closed, and PHP ends a script whose output nobody takes at its next write.
    private const int MostDiscarded = 64 * 1024;
    private const int ReadSize = 4 * 1024;

    // Longer than any request_terminate_timeout met in the wild; a machine that went away without a word must not hold a place for ever.
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private TaskCompletionSource<IoResult>? _waiting;
    private Task<IoResult>? _read;
    private WorkerPlace? _place;
    private IUpstreamProtocol? _protocol;
    private int _sending;
    private bool _closed;

    public override string Peer => below.Peer;

    public override RestState Resting => below.Resting;

    public override void Rest() => below.Rest();

    /// <summary>A request is about to go out.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="protocol">Knows when the worker has ended it.</param>
    public void Serve(WorkerPlace place, IUpstreamProtocol protocol)
    {
        lock (_lock)
        {
            (_place, _protocol) = (place, protocol);
        }
    }

    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return new ValueTask<IoResult>(Aborted);
            }

            var coming = below.ReceiveAsync(buffer);
            if (coming.IsCompleted)
            {
                return coming;
            }

            _waiting = new TaskCompletionSource<IoResult>();
            _read = PassOnAsync(coming, _waiting);
            return new ValueTask<IoResult>(_waiting.Task);
        }
    }

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer)
    {
        Interlocked.Increment(ref _sending);
        var sending = below.SendAsync(buffer);
        if (!sending.IsCompleted)
        {
            return SendOnAsync(sending);
        }

        Interlocked.Decrement(ref _sending);
        return sending;
    }

    public override ValueTask ShutdownSendAsync() => below.ShutdownSendAsync();

    public override void Reset() => below.Reset();

    public override void Close()
    {
        WorkerPlace? place;
        TaskCompletionSource<IoResult>? waiting;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;

            // A request that did not get out whole ends with the connection: the script waits for the rest of it.
            var runsOn = _place is { IsLimited: true } && _protocol is { HasEnded: false } && Volatile.Read(ref _sending) == 0;
            place = runsOn ? _place : null;
            waiting = _waiting;
        }

        if (place is null)
        {
            below.Close();
            return;
        }

        place.Abandon();
        _ = OutliveAsync(place);
        if (waiting is not null)
        {
            // Whoever closes is a timer or the client's side: the exchange's end is not theirs to run.
            ThreadPool.UnsafeQueueUserWorkItem(static one => one.TrySetResult(Aborted), waiting, preferLocal: false);
        }
    }

    private static IoResult Aborted => new(0, SocketError.OperationAborted);

    private static async Task<IoResult> PassOnAsync(ValueTask<IoResult> coming, TaskCompletionSource<IoResult> waiting)
    {
        var result = await coming;
        waiting.TrySetResult(result);
        return result;
    }

    private async ValueTask<IoResult> SendOnAsync(ValueTask<IoResult> sending)
    {
        try
        {
            return await sending;
        }
        finally
        {
            Interlocked.Decrement(ref _sending);
        }
    }

    // FPM closes when the request has ended; one that keeps connections does so when it sees that nothing more will come. A read under way goes on into the
    // buffer of the connection, which nobody uses any more.
    private async Task OutliveAsync(WorkerPlace place)
    {
        using var limit = new CancellationTokenSource(MostPatience, time);
        await using var closing = limit.Token.UnsafeRegister(static one => ((Transport)one!).Close(), below);
        try
        {
            await below.ShutdownSendAsync();
            var space = new byte[ReadSize];
            var taken = 0;
            var result = await (_read ?? below.ReceiveAsync(space).AsTask());
            while (!result.Failed && result.Bytes > 0 && (taken += result.Bytes) <= MostDiscarded)
            {
                result = await below.ReceiveAsync(space);
            }
        }
        finally
        {
            below.Close();
            place.Forget();
        }
    }
}
