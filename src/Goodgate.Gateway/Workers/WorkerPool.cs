using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Spooling;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>The pool of workers behind one FastCGI upstream: how many there are, who may have one, how it is, and why one died.</summary>
public sealed class WorkerPool : IDisposable
{
    // Ten requests a worker at a second each is the default patience; a thousand hold some 64 MB with their bodies.
    private const int QueueByWorker = 10;
    private const int MostQueue = 1000;

    private readonly IReadOnlyList<Server> _servers;
    private readonly LearnedSize _learned;
    private readonly PoolWatch? _watch;
    private PoolFile _file;
    private int _started;
    private long _restartsRead;

    /// <param name="settings">What is said of it.</param>
    /// <param name="servers">Where it listens.</param>
    /// <param name="file">What its file says.</param>
    /// <param name="before">The pool of the same servers under other settings: its requests are still with them, and what was learned is still so.</param>
    /// <param name="time">The clock.</param>
    private WorkerPool(FpmPoolSettings settings, IReadOnlyList<Server> servers, PoolFile file, WorkerPool? before, TimeProvider time)
    {
        (Settings, _servers, _file) = (settings, servers, file);
        Spools = new SpoolRoom(settings.SpoolBytes);
        Gate = before?.Gate ?? new WorkerGate(time);
        Doorstep = new Doorstep(time);
        _learned = before?._learned ?? new LearnedSize();
        Deaths = file.Log is { } log ? WorkerDeaths.Of(log, this, time) : null;
        if (PoolQuestions.AreThere(file))
        {
            var questions = new PoolQuestions(() => Volatile.Read(ref _file), servers[0].Address, () => Gate.Limit is { } limit && Gate.Held >= limit, time);
            _watch = new PoolWatch(questions.AskAsync, time) { Seen = Learn };
        }

        Keep();
        if (before is null)
        {
            Resize();
        }
    }

    public FpmPoolSettings Settings { get; }

    /// <summary>Room for what slow clients send and do not take, so that they hold no worker.</summary>
    internal SpoolRoom Spools { get; }

    /// <summary>Bytes reserved for that now.</summary>
    public long Spooled => Spools.Used;

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
    public string? Problem => Settings.Conf is null ? null : File.Problem;

    /// <summary>The pool and its file, <c>www, /etc/php/8.2/fpm/pool.d/www.conf:4</c>; null when none was read.</summary>
    public string? Source => File.Source;

    /// <summary>FPM's log; null when none is read.</summary>
    public string? Log => Deaths is null ? null : File.Log;

    /// <summary>FPM's log when it was found but cannot be read; null when it can, or was not found.</summary>
    public string? UnreadLog => File.UnreadLog;

    /// <summary>Why FPM's log cannot be read, one clause; null when it can, or none is known.</summary>
    public string? LogProblem => File.LogProblem;

    /// <summary>True when it is asked again and again how it is.</summary>
    public bool IsWatched => _watch is not null;

    /// <summary>Name of the pool, as its file or its status page has it; null when neither is known.</summary>
    internal string? Name => File.Name ?? Reading?.Status?.Pool;

    /// <summary>Says why workers died; null when there is no log.</summary>
    internal WorkerDeaths? Deaths { get; }

    /// <summary><c>request_terminate_timeout</c> of the pool's file; null when not known.</summary>
    internal string? TerminateTimeout => File.TerminateTimeout;

    private PoolFile File => Volatile.Read(ref _file);

    /// <summary>The pool of an upstream; null when nothing is said or found of it.</summary>
    /// <param name="settings">What is said of it.</param>
    /// <param name="servers">Its servers.</param>
    /// <param name="file">What its file says.</param>
    /// <param name="before">The pool of the same servers under the settings before; null when there is none.</param>
    /// <param name="time">The clock.</param>
    internal static WorkerPool? Of(FpmPoolSettings settings, IReadOnlyList<Server> servers, PoolFile file, WorkerPool? before, TimeProvider time) =>
        settings.IsKnown || file.Source is not null ? new WorkerPool(settings, servers, file, before, time) : null;

    /// <summary>Its settings are in force: sets the size, and begins to watch it where there is a page to ask for. Once.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            Resize();
            _watch?.Start();
        }
    }

    /// <summary>A connection is about to be opened: when no worker is left to take it, one that rests gives its own up.</summary>
    internal void MakeRoom()
    {
        if (_servers[0].Pool.MostKept > 0 && Gate.Limit is { } limit && Gate.Held + _servers.Sum(server => server.Pool.Idle) > limit)
        {
            _ = _servers.Any(server => server.Pool.CloseOldest());
        }
    }

    public void Dispose() => _watch?.Dispose();

    private void Learn(PoolStatus status)
    {
        _learned.Take(status);
        if (Restarts != _restartsRead)
        {
            // It may have begun anew because its file was changed.
            _restartsRead = Restarts;
            Volatile.Write(ref _file, File.Newest(PoolFile.Read(Settings, _servers[0].Address, _servers.Count == 1)));
        }

        Resize();
    }

    private void Resize()
    {
        var workers = File.Workers ?? _learned.Workers;
        Keep();
        Gate.Resize(workers, Settings.Queue ?? Math.Min(MostQueue, QueueByWorker * (workers ?? 0)));
    }

    // Each kept connection holds a worker that can serve nobody else: other gateways, other sites, the status page. So half of them at most, none where their
    // number is not known, where they are started and ended by what is asked of them, or where FPM's limit of time would end them at rest.
    private void Keep()
    {
        var workers = File.Workers ?? _learned.Workers ?? 0;
        var isNone = File.IsOnDemand || _learned.IsOnDemand || File.TerminateSeconds is 1;
        foreach (var server in _servers)
        {
            server.Pool.MostKept = isNone ? 0 : workers / 2 / _servers.Count;
        }
    }
}
