namespace Goodgate.Gateway.Observing.Lines;

/// <summary>
/// Turns items into lines where they happen, gathers the lines, and writes them in batches on a thread of its own. A full disk, a slow one or a
/// stopped reader of standard output costs lines, which are counted, and never a request. Where the lines go can change while it runs: each line
/// goes to one place, none to two, none to nowhere.
/// </summary>
/// <remarks>
/// Bytes wait, not items: an item dies young, with its strings still in the cache of the processor that made them. Handing 16,000 of them to another
/// thread cost twice as much, most of it garbage collection.
/// </remarks>
/// <typeparam name="T">What becomes a line.</typeparam>
/// <param name="pace">How often it writes and speaks, and how much may wait.</param>
/// <param name="time">Clock.</param>
public abstract class LineWriter<T>(LinePace pace, TimeProvider time) : IDisposable
{
    [ThreadStatic]
    private static LineBuffer? scratch;

    private readonly Lock _gate = new();
    private readonly Queue<Chunk> _left = new();
    private readonly LossReport _losses = new(pace, time);
    private readonly ManualResetEventSlim _wake = new();
    private readonly ManualResetEventSlim _hurry = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineBuffer _waiting = new();
    private LineBuffer _spare = new();
    private ILineSink<T>? _sink;
    private int _lines;
    private long _written;
    private long _failed;
    private long _dropped;
    private bool _started;
    private bool _over;
    private string? _defect;
    private Thread? _thread;

    /// <summary>Something is wrong with the place, or is right again: one sentence. Called on the writer's thread.</summary>
    public Action<string>? Trouble { get; set; }

    /// <summary>True while there is a place for lines.</summary>
    public bool IsOn => Volatile.Read(ref _sink) is not null;

    /// <summary>Lines written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Lines lost because they could not be formatted or written.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Lines lost because too many waited.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Adds a line. From any thread; never waits for the place, never throws. Does nothing while there is none.</summary>
    public void Add(T item)
    {
        var line = scratch ??= new LineBuffer();
        while (Volatile.Read(ref _sink) is { } sink)
        {
            line.Length = 0;
            if (!Format(item, sink, line) || TryAppend(line.Written, sink))
            {
                return;
            }
        }
    }

    /// <summary>Starts to write, now or as soon as there is a place to write to.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _started = true;
            RunWhenNeeded();
        }
    }

    /// <summary>From now on lines go elsewhere; those that wait still go where they belong. The old place is closed then.</summary>
    /// <param name="next">Null = nowhere.</param>
    public void Replace(ILineSink<T>? next)
    {
        lock (_gate)
        {
            if (_over)
            {
                next?.Dispose();
                return;
            }

            if (_sink is { } old)
            {
                _left.Enqueue(new Chunk(old, _waiting, _lines, IsLast: true));
                _waiting = new LineBuffer();
                _lines = 0;
            }

            Volatile.Write(ref _sink, next);
            RunWhenNeeded();
        }

        _hurry.Set();
        _wake.Set();
    }

    /// <summary>Opens the file anew, for SIGUSR1 after logrotate. At once; lines that wait may go to the new file.</summary>
    public void Reopen() => Volatile.Read(ref _sink)?.Reopen();

    /// <summary>Writes what waits, on the caller's thread. The writer's own thread does this; nobody else may while it runs.</summary>
    public void Pump()
    {
        while (Take() is { } chunk)
        {
            Write(chunk);
            chunk.Lines.Clear();
            if (chunk.IsLast)
            {
                chunk.Sink.Dispose();
            }
            else
            {
                _spare = chunk.Lines;
            }
        }

        if (Interlocked.Exchange(ref _defect, null) is { } defect && Volatile.Read(ref _sink) is { } sink)
        {
            _losses.Tell(defect, sink, Failed + Dropped, Trouble);
        }
    }

    /// <summary>Takes no more lines, writes what waits, and ends.</summary>
    /// <param name="now">Gives up on a disk that does not answer.</param>
    public async Task StopAsync(CancellationToken now)
    {
        Dispose();
        if (_thread is not null)
        {
            await _ended.Task.WaitAsync(now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes no more lines. The thread writes what waits, closes the place and ends; nobody waits for it.</summary>
    public void Dispose()
    {
        Replace(null);
        lock (_gate)
        {
            _over = true;
        }

        _hurry.Set();
        _wake.Set();
        if (_thread is null)
        {
            Pump();
        }

        GC.SuppressFinalize(this);
    }

    private void RunWhenNeeded()
    {
        if (_started && _sink is not null && _thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = pace.Name };
            _thread.Start();
        }
    }

    // While nothing comes nothing wakes; while much comes it is written a few times a second, and no request pays for a wake-up.
    private void Run()
    {
        try
        {
            for (var over = false; !over;)
            {
                _wake.Wait();
                _wake.Reset();
                _hurry.Reset();
                over = Volatile.Read(ref _over);
                Pump();
                if (!over)
                {
                    _hurry.Wait(pace.Gather);
                }
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private bool Format(T item, ILineSink<T> sink, LineBuffer line)
    {
        try
        {
            sink.Format(item, line);
            return true;
        }
        catch (Exception e)
        {
            // An item that cannot be written is a defect of ours; the others are not.
            Interlocked.Increment(ref _failed);
            Volatile.Write(ref _defect, $"one could not be formatted ({e.GetType().Name}: {e.Message})");
            _wake.Set();
            return false;
        }
    }

    // False when there is another place by now, for which the line may look otherwise.
    private bool TryAppend(ReadOnlySpan<byte> line, ILineSink<T> sink)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(sink, _sink))
            {
                return false;
            }

            if (_waiting.Length + line.Length > pace.MaxWaiting)
            {
                Interlocked.Increment(ref _dropped);
                return true;
            }

            line.CopyTo(_waiting.GetSpan(line.Length));
            _waiting.Advance(line.Length);
            if (_lines++ > 0)
            {
                return true;
            }
        }

        _wake.Set();
        return true;
    }

    private Chunk? Take()
    {
        lock (_gate)
        {
            if (_left.TryDequeue(out var left))
            {
                return left;
            }

            if (_lines == 0)
            {
                return null;
            }

            var chunk = new Chunk(_sink!, _waiting, _lines, IsLast: false);
            _waiting = _spare;
            _lines = 0;
            return chunk;
        }
    }

    private void Write(Chunk chunk)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        var trouble = chunk.Sink.Write(chunk.Lines.Written);
        Interlocked.Add(ref trouble is null ? ref _written : ref _failed, chunk.Count);
        if (trouble is not null)
        {
            _losses.Broken(trouble, chunk.Sink, Failed + Dropped, Trouble);
        }
        else
        {
            _losses.Whole(chunk.Sink, Failed + Dropped, Trouble);
        }
    }

    // Lines on their way to one place.
    private sealed record Chunk(ILineSink<T> Sink, LineBuffer Lines, int Count, bool IsLast);
}
