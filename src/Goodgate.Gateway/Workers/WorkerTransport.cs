using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// A connection to a worker. Closed in the middle of a request it ends for the exchange at once, but not for the worker, which knows nothing of it and runs on:
/// the socket stays open, its output goes nowhere, and the request's place is free when the worker has closed it.
/// </summary>
internal sealed class WorkerTransport : Transport, IValueTaskSource<IoResult>
{
    // A page. A script that sends more wastes the network: its socket is closed, and PHP ends a script whose output nobody takes at its next write.
    private const int MostDiscarded = 64 * 1024;
    private const int ReadSize = 4 * 1024;

    // Longer than any request_terminate_timeout met in the wild; a machine that went away without a word must not hold a place for ever.
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);

    private static readonly IoResult Aborted = new(0, SocketError.OperationAborted);

    private readonly Transport _below;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Action _arrived;
    private ManualResetValueTaskSourceCore<IoResult> _wait;
    private ValueTaskAwaiter<IoResult> _coming;
    private TaskCompletionSource<IoResult>? _outlived;
    private WorkerPlace? _place;
    private IUpstreamProtocol? _protocol;
    private int _sending;
    private bool _isReading;
    private bool _onlyWaits;
    private bool _hasEnded;
    private bool _closed;

    /// <param name="below">The socket.</param>
    /// <param name="time">The clock.</param>
    public WorkerTransport(Transport below, TimeProvider time) => (_below, _time, _arrived) = (below, time, Arrived);

    public override string Peer => _below.Peer;

    public override RestState Resting => _below.Resting;

    public override void Rest()
    {
        LeavePlace();
        _below.Rest();
    }

    /// <summary>A request is about to go out: it holds its place as long as it runs, whatever becomes of the exchange.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="protocol">Knows when the worker has ended it.</param>
    public void Serve(WorkerPlace place, IUpstreamProtocol protocol)
    {
        lock (_lock)
        {
            if (_closed)
            {
                // Its client left, or a limit passed, before anything went out: nobody will close it again and give the place back.
                return;
            }

            place.Hold();
            (_place, _protocol) = (place, protocol);
        }
    }

    // Awaited without an object of its own for each read: a read that is given up must end for whoever awaits it, and go on for the worker.
    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        short token;
        lock (_lock)
        {
            if (_closed)
            {
                return new ValueTask<IoResult>(Aborted);
            }

#pragma warning disable CA2012 // Its result is taken once, by what is called when it is there.
            var coming = _below.ReceiveAsync(buffer);
#pragma warning restore CA2012
            _onlyWaits = buffer.IsEmpty;
            if (coming.IsCompleted)
            {
                var result = coming.Result;
                Heard(result);
                return new ValueTask<IoResult>(result);
            }

            _wait.Reset();
            token = _wait.Version;
            _coming = coming.GetAwaiter();
            _isReading = true;
        }

        _coming.UnsafeOnCompleted(_arrived);
        return new ValueTask<IoResult>(this, token);
    }

    IoResult IValueTaskSource<IoResult>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<IoResult>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<IoResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer)
    {
        Interlocked.Increment(ref _sending);
        var sending = _below.SendAsync(buffer);
        if (!sending.IsCompleted)
        {
            return SendOnAsync(sending);
        }

        Interlocked.Decrement(ref _sending);
        return sending;
    }

    public override ValueTask ShutdownSendAsync() => _below.ShutdownSendAsync();

    public override void Reset() => _below.Reset();

    public override void Close()
    {
        WorkerPlace? place;
        bool runsOn;
        bool isReading;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            place = Interlocked.Exchange(ref _place, null);

            // A request that did not get out whole ends with the connection: the script waits for the rest of it. So does one whose worker has closed, or died.
            runsOn = place is { IsLimited: true } && _protocol is { HasEnded: false } && Volatile.Read(ref _sending) == 0 && !_hasEnded;
            isReading = runsOn && _isReading;
            _outlived = isReading ? new TaskCompletionSource<IoResult>() : null;
        }

        if (!runsOn)
        {
            _below.Close();
            place?.Release();
            return;
        }

        place!.Abandon();
        _ = OutliveAsync(place);
        if (isReading)
        {
            // Whoever closes is a timer or the client's side: the exchange's end is not theirs to run.
            _wait.RunContinuationsAsynchronously = true;
            _wait.SetResult(Aborted);
        }
    }

    private void Heard(IoResult result) => _hasEnded |= result.Failed || (result.Bytes == 0 && !_onlyWaits);

    private void LeavePlace() => Interlocked.Exchange(ref _place, null)?.Release();

    private void Arrived()
    {
        var result = _coming.GetResult();
        TaskCompletionSource<IoResult>? outlived;
        lock (_lock)
        {
            Heard(result);
            _isReading = false;
            outlived = _outlived;
        }

        if (outlived is null)
        {
            _wait.SetResult(result);
        }
        else
        {
            outlived.TrySetResult(result);
        }
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
        using var limit = new CancellationTokenSource(MostPatience, _time);
        await using var closing = limit.Token.UnsafeRegister(static one => ((Transport)one!).Close(), _below);
        try
        {
            await _below.ShutdownSendAsync();
            var space = new byte[ReadSize];
            var taken = 0;
            var result = await (_outlived?.Task ?? _below.ReceiveAsync(space).AsTask());
            while (!result.Failed && result.Bytes > 0 && (taken += result.Bytes) <= MostDiscarded)
            {
                result = await _below.ReceiveAsync(space);
            }
        }
        finally
        {
            _below.Close();
            place.Forget();
        }
    }
}
