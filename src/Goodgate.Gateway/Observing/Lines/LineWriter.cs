using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

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
    private readonly ConcurrentQueue<Move> _moves = new();
    private CancellationTokenSource _wake = new();
    private ILineSink<T>? _sink;
    private long _taken;
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
            RunWhere(_sink is not null || !_moves.IsEmpty);
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

            // Counted before taken: an item taken in between makes the boundary too late, and never lets one fall between two places.
            var waiting = queue.Reader.Count;
            _moves.Enqueue(new Move(Volatile.Read(ref _taken) + waiting, next));
            _wake.Cancel();
            RunWhere(next is not null);
        }
    }

    /// <summary>Opens the file anew, for SIGUSR1 after logrotate. At once; lines queued so far may go to the new file.</summary>
    public void Reopen() => Volatile.Read(ref _sink)?.Reopen();

    /// <summary>Writes what is queued, on the caller's thread. The writer's own thread does this; nobody else may while it runs.</summary>
    public void Pump()
    {
        while (Take(out var item))
        {
            if (_sink is { } sink)
            {
                Add(item, sink);
            }

            if (_lines.Length >= Batch)
            {
                WriteBatch();
            }
        }

        WriteBatch();
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

    private void RunWhere(bool isPlace)
    {
        if (_started && isPlace && _thread is null)
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
                Gather();
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

    private void Gather()
    {
        try
        {
            _stopping.Wait(pace.Gather, _wake.Token);
        }
        catch (OperationCanceledException)
        {
            // Another place: at once.
        }
    }

    private void Close()
    {
        lock (_replacing)
        {
            _over = true;
            _wake.Dispose();
            _sink?.Dispose();
            while (_moves.TryDequeue(out var move))
            {
                move.To?.Dispose();
            }
        }
    }

    // The next item, with the place in use that it belongs to.
    private bool Take([MaybeNullWhen(false)] out T item)
    {
        while (true)
        {
            var isMove = _moves.TryPeek(out var move);
            if (!isMove || move!.From > _taken)
            {
                Volatile.Write(ref _taken, _taken + 1);
                if (queue.Reader.TryRead(out item))
                {
                    return true;
                }

                Volatile.Write(ref _taken, _taken - 1);
                if (!isMove)
                {
                    return false;
                }
            }

            // All that came before it has been taken.
            MoveOn();
        }
    }

    private void MoveOn()
    {
        WriteBatch();
        if (_moves.TryDequeue(out var move))
        {
            _sink?.Dispose();
            Volatile.Write(ref _sink, move.To);
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

    private void WriteBatch()
    {
        if (_gathered == 0)
        {
            return;
        }

        var sink = _sink!;
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

    // Another place, for the items from this one on.
    private sealed record Move(long From, ILineSink<T>? To);
}
