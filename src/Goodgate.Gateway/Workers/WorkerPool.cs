using System.Net;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>The pool of workers behind one FastCGI upstream: how many there are, who may have one, how it is, and why one died.</summary>
public sealed class WorkerPool : IDisposable
{
    // Ten requests a worker at a second each is the default patience; a thousand hold some 64 MB with their bodies.
    private const int QueueByWorker = 10;
    private const int MostQueue = 1000;

    // Shorter than the time between two questions: none waits for the one before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ServerAddress _server;
    private readonly TimeProvider _time;
    private readonly PoolWatch? _watch;
    private PoolFile _file;
    private int _started;
    private long _restartsRead;
    private long _restartsLearned;

    /// <param name="settings">What is said of it.</param>
    /// <param name="server">Where it listens.</param>
    /// <param name="kept">The gate of the same servers under other settings: its requests are still with them. Resized when these settings are in force.</param>
    /// <param name="time">The clock.</param>
    internal WorkerPool(FpmPoolSettings settings, ServerAddress server, WorkerGate? kept, TimeProvider time)
    {
        (Settings, _server, _time) = (settings, server, time);
        _file = PoolFile.Read(settings, server);
        Gate = kept ?? new WorkerGate(time);
        Doorstep = new Doorstep(time);
        Deaths = settings.Log is { } log ? new WorkerDeaths(new FpmLogTail(log, time.LocalTimeZone), this, time) : null;
        _watch = _file is { StatusPath: { } path, StatusAddress: { } address } ? Watch(path, address) : null;
        if (kept is null)
        {
            Resize(_file.Workers);
        }
    }

    public FpmPoolSettings Settings { get; }

    /// <summary>Who may have a worker.</summary>
    public WorkerGate Gate { get; }

    /// <summary>Where those stand who are about to be refused.</summary>
    internal Doorstep Doorstep { get; }

    /// <summary>The last answer to the question how it is; null when nobody asks, or before the first.</summary>
    public PoolReading? Reading => _watch?.Last;

    /// <summary>When FPM was last seen to have been restarted; null when it was not.</summary>
    public DateTimeOffset? RestartedAt => _watch?.RestartedAt;

    /// <summary>How often it was.</summary>
    public long Restarts => _watch?.Restarts ?? 0;

    /// <summary>Why nothing is known of the pool's file, one clause; null when it is, or none is named.</summary>
    public string? Problem => _file.Problem;

    /// <summary>Says why workers died; null when no log is named.</summary>
    internal WorkerDeaths? Deaths { get; }

    /// <summary><c>request_terminate_timeout</c> of the pool's file; null when not known.</summary>
    internal string? TerminateTimeout => _file.TerminateTimeout;

    /// <summary>Its settings are in force: sets the size, and begins to watch it where there is a status page. Once.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            // What was learned before is good until the page says otherwise.
            Resize(_file.Workers ?? (_watch is null ? null : Gate.Limit));
            _watch?.Start();
        }
    }

    public void Dispose() => _watch?.Dispose();

    private PoolWatch Watch(string path, FpmAddress address)
    {
        var poll = new PoolPoll(address, address, _time);
        var isOwn = address.ToString() == _server.ToString();

        // A full pool cannot answer for itself: a question on its own socket would wait in its backlog.
        var watch = new PoolWatch(stop => AskAsync(poll, path, stop), () => isOwn && Gate.Limit is { } limit && Gate.Held >= limit, _time);
        watch.Seen = Learn;
        return watch;
    }

    private async Task<PoolReading> AskAsync(PoolPoll poll, string path, CancellationToken stop)
    {
        var at = _time.GetTimestamp();
        try
        {
            var answer = await poll.StatusAsync(path, Patience, stop);
            var problem = answer.Status is not null ? null
                : answer.Problem ?? answer.Reply.Instead ?? $"{answer.Reply.Outcome}{(answer.Reply.Error is { } error ? $" ({error})" : "")}";
            return new PoolReading(at, answer.Status, Queue(), problem);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever fails here must not end the watch: the next question may succeed.
            return new PoolReading(at, null, Queue(), e.Message);
        }
    }

    private QueueReading Queue() => _server.SocketPath is { } path ? KernelQueue.OfUnix(path)
        : IPAddress.TryParse(_server.Host, out var address) ? KernelQueue.OfTcp(new IPEndPoint(address, _server.Port))
        : QueueReading.NotKnown("it is known by a name");

    // Only a static pool has as many workers as it may have. A restart may have changed the file.
    private void Learn(PoolStatus status)
    {
        if (Settings.Conf is not null && Restarts != _restartsRead)
        {
            _restartsRead = Restarts;
            _file = PoolFile.Read(Settings, _server);
            Resize(_file.Workers);
        }

        if (_file.Workers is null && status.ProcessControl == "static" && status.Total > 0 && (Restarts != _restartsLearned || status.Total > (Gate.Limit ?? 0)))
        {
            // A worker that just died is missing in the total until its successor is there: the most that was seen counts.
            _restartsLearned = Restarts;
            Resize(status.Total);
        }
    }

    private void Resize(int? workers) => Gate.Resize(workers, Settings.Queue ?? Math.Min(MostQueue, QueueByWorker * (workers ?? 0)));
}
