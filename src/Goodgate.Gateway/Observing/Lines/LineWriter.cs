namespace Goodgate.Gateway.Observing.Lines;

/// <summary>
/// Writes items as lines, in batches, on a thread of its own. Traffic only puts items into the queue; a full disk, a slow one or a stopped
/// reader of standard output costs lines, which are counted, and never a request. Where the lines go can change while it runs: each line goes
/// to one place, none to two, none to nowhere.
/// </summary>
/// <typeparam name="T">What becomes a line.</typeparam>
/// <param name="queue">Items on their way.</param>
/// <param name="pace">How often it writes and speaks.</param>
/// <param name="time">Clock.</param>
public abstract class LineWriter<T>(BoundedQueue<T> queue, LinePace pace, TimeProvider time) : IDisposable
{
    // Lines gathered for one write: beyond it a larger write is not faster.
    private const int Batch = 64 * 1024;

    private readonly LineBuffer _lines = new();
    private readonly LossReport _losses = new(pace, time);
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _replacing = new();
    private CancellationTokenSource _wake = new();
    private ILineSink<T>? _sink;
    private Change? _change;
    private int _gathered;
    private long _written;
    private long _failed;
    private bool _started;
    private bool _over;
    private Thread? _thread;

    /// <summary>Something is wrong with the place, or is right again: one sentence. Called on the writer's thread.</summary>
    public Action<string>? Trouble { get; set; }

    /// <summary>Lines written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Lines lost because they could not be written.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Lines lost because the queue was full.</summary>
    public long Dropped => queue.Dropped;

    /// <summary>Starts to write, now or as soon as there is a place to write to.</summary>
    public void Start()
    {
        lock (_replacing)
        {
            _started = true;
            Run(_sink ?? _change?.Next);
        }
    }

    /// <summary>From now on lines go elsewhere; what is queued already still goes where it went. The old place is closed then.</summary>
    /// <param name="next">Null = nowhere.</param>
    public void Replace(ILineSink<T>? next)
    {
        lock (_replacing)
        {
            if (_over)
            {
                next?.Dispose();
                return;
            }

            // One that was to come next and never did.
            Interlocked.Exchange(ref _change, new Change(next))?.Next?.Dispose();
            _wake.Cancel();
            Run(next);
        }
    }

    /// <summary>Opens the file anew, for SIGUSR1 after logrotate. At once; lines queued so far may go to the new file.</summary>
    public void Reopen() => Volatile.Read(ref _sink)?.Reopen();

    /// <summary>Writes what is queued, on the caller's thread. The writer's own thread does this; nobody else may while it runs.</summary>
    public void Pump()
    {
        if (Interlocked.Exchange(ref _change, null) is { } change)
        {
            if (_sink is { } old)
            {
                Drain(queue.Reader.Count);
                old.Dispose();
            }

            Volatile.Write(ref _sink, change.Next);
        }

        Drain(int.MaxValue);
    }

    /// <summary>Writes what is left and ends. The queue must have been completed.</summary>
    /// <param name="now">Gives up on a disk that does not answer.</param>
    public async Task StopAsync(CancellationToken now)
    {
        _stopping.Set();
        if (_thread is not null)
        {
            await _ended.Task.WaitAsync(now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends it without waiting: the thread closes the place when it has written what is queued.</summary>
    protected virtual void Dispose(bool disposing)
    {
        queue.Complete();
        _stopping.Set();
        if (_thread is null)
        {
            Close();
        }
    }

    private void Run(ILineSink<T>? sink)
    {
        if (_started && sink is not null && _thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = pace.Name };
            _thread.Start();
        }
    }

    private void Run()
    {
        try
        {
            // While nothing comes nothing wakes; while much comes the queue is emptied a few times a second, and no request pays for a wake-up.
            while (Wait())
            {
                Pump();
                _stopping.Wait(pace.Gather);
            }
        }
        finally
        {
            Close();
            _ended.TrySetResult();
        }
    }

    // True when there is something to do: items, or another place.
    private bool Wait()
    {
        try
        {
            return queue.Reader.WaitToReadAsync(_wake.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            lock (_replacing)
            {
                _wake.Dispose();
                _wake = new CancellationTokenSource();
            }

            return true;
        }
    }

    private void Close()
    {
        lock (_replacing)
        {
            _over = true;
            _wake.Dispose();
            _sink?.Dispose();
            Interlocked.Exchange(ref _change, null)?.Next?.Dispose();
        }
    }

    private void Drain(int most)
    {
        while (most-- > 0 && queue.Reader.TryRead(out var item))
        {
            if (_sink is not { } sink)
            {
                continue;
            }

            Add(item, sink);
            if (_lines.Length >= Batch)
            {
                WriteBatch(sink);
            }
        }

        if (_gathered > 0)
        {
            WriteBatch(_sink!);
        }
    }

    private void Add(T item, ILineSink<T> sink)
    {
        var before = _lines.Length;
        try
        {
            sink.Format(item, _lines);
            _gathered++;
        }
        catch (Exception e)
        {
            // An item that cannot be written is a defect of ours; the others are not.
            _lines.Length = before;
            Interlocked.Increment(ref _failed);
            _losses.Tell($"one could not be formatted ({e.GetType().Name}: {e.Message})", sink, Failed + Dropped, Trouble);
        }
    }

    private void WriteBatch(ILineSink<T> sink)
    {
        var trouble = sink.Write(_lines.Written);
        var lines = _gathered;
        _lines.Length = 0;
        _gathered = 0;
        Interlocked.Add(ref trouble is null ? ref _written : ref _failed, lines);
        if (trouble is not null)
        {
            _losses.Broken(trouble, sink, Failed + Dropped, Trouble);
        }
        else
        {
            _losses.Whole(sink, Failed + Dropped, Trouble);
        }
    }

    private sealed record Change(ILineSink<T>? Next);
}
