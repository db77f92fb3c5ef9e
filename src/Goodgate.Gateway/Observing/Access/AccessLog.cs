using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>
/// Writes access records in batches on a thread of its own. Traffic only puts records into the queue; a full disk, a slow one or a stopped
/// reader of standard output costs lines, which are counted, and never a request.
/// </summary>
public sealed class AccessLog : IDisposable
{
    // Lines gathered for one write: beyond it a larger write is not faster.
    private const int Batch = 64 * 1024;

    // Time in which lines gather. nginx's buffer=…; flush=… is 1 s and more in most setups; 50 ms is not felt with tail -f.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    // A disk stays full for a while; once a minute is enough to be seen.
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    private readonly BoundedQueue<AccessRecord> _queue;
    private readonly IAccessFormat _format;
    private readonly LogFile _file;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly LineBuffer _lines = new();
    private readonly ManualResetEventSlim _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _gathered;
    private long _written;
    private long _failed;
    private long _reportedLoss;
    private long? _reported;
    private bool _broken;
    private Thread? _thread;

    /// <exception cref="ArgumentException">The path or the format cannot be used.</exception>
    public AccessLog(AccessLogSettings settings, BoundedQueue<AccessRecord> queue, TimeProvider time)
    {
        _queue = queue;
        _time = time;
        _path = settings.Path;
        _format = settings.Format switch
        {
            "json" => new JsonFormat(),
            "combined" => new CombinedFormat(),
            _ => throw new ArgumentException($"access_log.format: \"{settings.Format}\" is none of json, combined", nameof(settings)),
        };
        _file = LogFile.Open(settings.Path);
    }

    /// <summary>Something is wrong with the log, or is right again: one sentence, at most one a minute. Called on the log's thread.</summary>
    public Action<string>? Trouble { get; set; }

    /// <summary>Lines written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Lines lost because they could not be written.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Lines lost because the queue was full.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "access log" };
        _thread.Start();
    }

    /// <summary>Opens the file anew, for SIGUSR1 after logrotate. At once; lines queued so far may go to the new file.</summary>
    public void Reopen() => _file.Reopen();

    /// <summary>Writes what is queued, on the caller's thread. The log's own thread does this; nobody else may while it runs.</summary>
    public void Pump()
    {
        while (_queue.Reader.TryRead(out var record))
        {
            Add(record);
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
        _queue.Complete();
        _stopping.Set();
        if (_thread is null)
        {
            Close();
        }
    }

    private void Close()
    {
        _file.Dispose();
        (_format as IDisposable)?.Dispose();
    }

    private void Run()
    {
        try
        {
            // While nothing comes nothing wakes; while much comes the queue is emptied twenty times a second, and no request pays for a wake-up.
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                Pump();
                _stopping.Wait(Gather);
            }
        }
        finally
        {
            Close();
            _ended.TrySetResult();
        }
    }

    private void Add(AccessRecord record)
    {
        var before = _lines.Length;
        try
        {
            _format.Write(record, _lines);
            _gathered++;
        }
        catch (Exception e)
        {
            // A record that cannot be written is a defect of ours; the others are not.
            _lines.Length = before;
            Lose(1, $"a record could not be formatted ({e.GetType().Name}: {e.Message})");
        }
    }

    private void WriteBatch()
    {
        if (_gathered == 0)
        {
            return;
        }

        var trouble = _file.Write(_lines.Written);
        var lines = _gathered;
        _lines.Length = 0;
        _gathered = 0;
        if (trouble is not null)
        {
            _broken = true;
            Lose(lines, trouble);
            return;
        }

        Interlocked.Add(ref _written, lines);
        if (_broken || Failed + Dropped > _reportedLoss)
        {
            _broken &= !Report(_broken ? "lines are written again" : "lines came faster than they could be written");
        }
    }

    private void Lose(int lines, string trouble)
    {
        Interlocked.Add(ref _failed, lines);
        Report(trouble);
    }

    private bool Report(string what)
    {
        if (_reported is { } before && _time.GetElapsedTime(before) < BetweenReports)
        {
            return false;
        }

        _reported = _time.GetTimestamp();
        var lost = Failed + Dropped;
        var since = lost - _reportedLoss;
        _reportedLoss = lost;
        try
        {
            Trouble?.Invoke($"access log {_path}: {what}; {since} lines lost, {lost} since the start");
        }
        catch (Exception)
        {
            // Whoever listens must not end the log.
        }

        return true;
    }
}
