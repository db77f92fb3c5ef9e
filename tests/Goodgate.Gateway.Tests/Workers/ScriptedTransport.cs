using System.Net.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Workers;

/// <summary>A transport whose reads end when the test says so, and whose writes never do.</summary>
internal sealed class ScriptedTransport : Transport
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _asks = new(0);
    private TaskCompletionSource<IoResult>? _read;
    private int? _there;
    private int _seen;

    public int Asked { get; private set; }

    public bool IsShut { get; private set; }

    public bool IsClosed => _closed.Task.IsCompleted;

    public Task Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public override string Peer => "peer";

    public override RestState Resting => RestState.Clean;

    /// <summary>Waits until so many reads were asked for in all.</summary>
    public async Task AskedAsync(int count)
    {
        for (; _seen < count; _seen++)
        {
            (await _asks.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        }
    }

    /// <summary>The next read finds so many bytes there.</summary>
    public void Have(int bytes) => _there = bytes;

    /// <summary>Ends the read under way.</summary>
    public void Give(int bytes)
    {
        TaskCompletionSource<IoResult>? read;
        lock (_lock)
        {
            (read, _read) = (_read, null);
        }

        read.ShouldNotBeNull().SetResult(new IoResult(bytes, SocketError.Success));
    }

    public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer)
    {
        lock (_lock)
        {
            Asked++;
            if (_there is { } bytes)
            {
                _there = null;
                return new ValueTask<IoResult>(new IoResult(bytes, SocketError.Success));
            }

            _read = new TaskCompletionSource<IoResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asks.Release();
            return new ValueTask<IoResult>(_read.Task);
        }
    }

    public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer) => new(new TaskCompletionSource<IoResult>().Task);

    public override void Rest()
    {
        // Nothing to prepare.
    }

    public override ValueTask ShutdownSendAsync()
    {
        IsShut = true;
        return ValueTask.CompletedTask;
    }

    public override void Close()
    {
        TaskCompletionSource<IoResult>? read;
        lock (_lock)
        {
            (read, _read) = (_read, null);
        }

        _closed.TrySetResult();
        read?.TrySetResult(new IoResult(0, SocketError.OperationAborted));
    }

    public override void Reset() => Close();
}
