namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// Everything that is written goes through here: one thread does it, in the order it was asked for, so that what is on disk is always a state the store was in.
/// Content that waits is bounded in bytes: who asks for more is refused. What only forgets is small and always taken.
/// </summary>
/// <param name="most">Bytes that may wait.</param>
internal sealed class WorkQueue(long most) : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly Queue<(Action Run, long Bytes)> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;
    private bool _over;

    /// <summary>Bytes of content that may wait: who adds some has reserved room for it.</summary>
    public ByteRoom Room { get; } = new(most);

    /// <summary>Something failed that should not: called on the worker's thread.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Adds work. From any thread; never waits.</summary>
    /// <param name="run">What to do.</param>
    /// <param name="reserved">Bytes of <see cref="Room"/> that are free again when it is done.</param>
    /// <returns>False after the end: nobody does it.</returns>
    public bool Add(Action run, long reserved = 0)
    {
        lock (_gate)
        {
            if (!_over)
            {
                _waiting.Enqueue((run, reserved));
                Monitor.Pulse(_gate);
                return true;
            }
        }

        Room.GiveBack(reserved);
        return false;
    }

    /// <summary>Completes when all that was added before is done.</summary>
    public Task DrainAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_over)
            {
                return _ended.Task;
            }

            Add(done.SetResult);
        }

        return done.Task;
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = "cache disk" }.Start();
    }

    /// <summary>Does what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _over = true;
            Monitor.Pulse(_gate);
        }

        if (_started)
        {
            await _ended.Task;
        }
    }

    private void Run()
    {
        while (Take() is { } work)
        {
            try
            {
                work.Run();
            }
            catch (Exception e)
            {
                Failed?.Invoke(e);
            }
            finally
            {
                Room.GiveBack(work.Bytes);
            }
        }

        _ended.SetResult();
    }

    private (Action Run, long Bytes)? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_over)
            {
                Monitor.Wait(_gate);
            }

            return _waiting.TryDequeue(out var work) ? work : null;
        }
    }
}
