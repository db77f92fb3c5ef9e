using System.Buffers;
using System.Net.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// Takes a worker's output in while its client is slow to take it: the worker is free when it has written all, and not when the last byte has reached a telephone.
/// Bounded for each response and for the process; beyond that the worker waits for the client.
/// </summary>
/// <param name="below">The socket. From now on nobody else reads from it.</param>
/// <param name="ended">Called once, when the worker has closed it.</param>
internal sealed class ReadAhead(Transport below, Action ended)
{
    /// <summary>Bytes kept of one response: a page with all that was not told apart from it. nginx keeps 32 KiB in memory and a file of up to 1 GiB.</summary>
    public const int MostOfOne = 1024 * 1024;

    /// <summary>Bytes kept of all responses.</summary>
    public const int MostOfAll = 64 * 1024 * 1024;

    private const int BlockSize = 64 * 1024;

    private static readonly IoResult Aborted = new(0, SocketError.OperationAborted);
    private static long _all;

    private readonly Lock _lock = new();
    private readonly Queue<Block> _blocks = new();
    private TaskCompletionSource? _more;
    private Action<IoResult>? _last;
    private IoResult? _end;
    private bool _isRunning;
    private bool _isStopped;
    private int _taken;

    /// <summary>Bytes kept now, of all responses.</summary>
    public static long Kept => Volatile.Read(ref _all);

    /// <summary>Begins, or goes on when there is room again.</summary>
    public void Run()
    {
        lock (_lock)
        {
            // One block more is always read for whoever waits for it.
            if (_isRunning || _isStopped || _end is not null || (_more is null && (_blocks.Count * BlockSize >= MostOfOne || Kept >= MostOfAll)))
            {
                return;
            }

            _isRunning = true;
            Interlocked.Add(ref _all, BlockSize);
        }

        _ = ReadAsync();
    }

    /// <summary>The next bytes, in order.</summary>
    public async ValueTask<IoResult> ReceiveAsync(Memory<byte> target)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_isStopped)
                {
                    return Aborted;
                }

                if (_blocks.TryPeek(out var block))
                {
                    return Take(block, target.Span);
                }

                if (_end is { } end)
                {
                    return end;
                }

                more = (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            Run();
            await more;
        }
    }

    /// <summary>Nobody wants the rest.</summary>
    /// <param name="last">Gets what a read that is under way brings: others read from then on.</param>
    /// <returns>True when there is such a read.</returns>
    public bool Stop(Action<IoResult> last)
    {
        lock (_lock)
        {
            _isStopped = true;
            while (_blocks.TryDequeue(out var block))
            {
                GiveBack(block.Bytes);
            }

            _more?.TrySetResult();
            _last = _isRunning ? last : null;
            return _isRunning;
        }
    }

    private async Task ReadAsync()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(BlockSize);
        var result = await below.ReceiveAsync(bytes.AsMemory(0, BlockSize));
        var isEnd = result.Failed || result.Bytes == 0;
        lock (_lock)
        {
            _isRunning = false;
            if (isEnd)
            {
                _end = result;
            }

            if (isEnd || _isStopped)
            {
                GiveBack(bytes);
            }
            else
            {
                _blocks.Enqueue(new Block(bytes, result.Bytes));
            }

            _more?.TrySetResult();
            _more = null;
        }

        if (_last is { } last)
        {
            last(result);
        }
        else if (isEnd)
        {
            ended();
        }
        else
        {
            Run();
        }
    }

    private IoResult Take(Block block, Span<byte> target)
    {
        var count = Math.Min(target.Length, block.Length - _taken);
        block.Bytes.AsSpan(_taken, count).CopyTo(target);
        _taken += count;
        if (_taken == block.Length)
        {
            _taken = 0;
            GiveBack(_blocks.Dequeue().Bytes);
        }

        return new IoResult(count, SocketError.Success);
    }

    private static void GiveBack(byte[] bytes)
    {
        ArrayPool<byte>.Shared.Return(bytes);
        Interlocked.Add(ref _all, -BlockSize);
    }

    private readonly record struct Block(byte[] Bytes, int Length);
}
