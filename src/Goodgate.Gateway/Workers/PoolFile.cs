using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>What the settings and the pool's file say of a pool; the settings win.</summary>
internal sealed record PoolFile
{
    /// <summary>The pool and where its section begins, <c>www, /etc/php/8.2/fpm/pool.d/www.conf:4</c>; null when no file was read.</summary>
    public string? Source { get; private init; }

    /// <summary>Name of the pool; null when no file was read.</summary>
    public string? Name { get; private init; }

    /// <summary>Most workers; null = not said.</summary>
    public int? Workers { get; private init; }

    /// <summary>True when workers are started as they are needed (<c>pm = ondemand</c>).</summary>
    public bool IsOnDemand { get; private init; }

    /// <summary>Path of the status page; null = none is asked for.</summary>
    public string? StatusPath { get; private init; }

    /// <summary>Where it is asked for; null = the server's address is none that can be asked.</summary>
    public FpmAddress? StatusAddress { get; private init; }

    /// <summary>Path of the ping page; null = none is asked for.</summary>
    public string? PingPath { get; private init; }

    /// <summary>What it answers.</summary>
    public string PingResponse { get; private init; } = "";

    /// <summary><c>request_terminate_timeout</c>; null = not said, or off.</summary>
    public string? TerminateTimeout { get; private init; }

    /// <summary>The same in seconds; 0 = not said, or off.</summary>
    public int TerminateSeconds { get; private init; }

    /// <summary>FPM's log; null = none that can be read.</summary>
    public string? Log { get; private init; }

    /// <summary>FPM's log where it was found and cannot be read; null where it can, or was not found.</summary>
    public string? UnreadLog { get; private init; }

    /// <summary>Why the log cannot be read, one clause; null when it can, or none is known.</summary>
    public string? LogProblem { get; private init; }

    /// <summary>Why the file says nothing, or may be that of another pool, one clause; null when neither is so.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads the file that is named, or finds it. From disk: never on an event loop.</summary>
    public static PoolFile Read(FpmPoolSettings settings, ServerAddress server, bool isOnly)
    {
        var own = FpmAddress.Parse(server.ToString(), out _);
        var found = settings.Conf is { } path ? Named(path, own)
            : !settings.Find ? new FoundPool(null, null, null, "fastcgi.pool.find is false")
            : !isOnly || own is null ? new FoundPool(null, null, null, "a file is of one pool, and the upstream has several servers")
            : new PoolSearch(settings.FindBelow).Find(own.ToString());
        var pool = found.Pool;
        var listen = settings.StatusListen ?? pool?.Text("pm.status_listen");
        var log = settings.Log ?? found.Log;
        var logProblem = log is null ? null : PlainFile.Problem(log);

        // One that is named is asked each time: it may be there later.
        var isRead = settings.Log is not null || logProblem is null;
        var seconds = pool?.Seconds("request_terminate_timeout") is > 0 and var limit ? limit : 0;
        return new PoolFile
        {
            Source = pool is null ? null : $"{pool.Name}, {pool.Place}",
            Name = pool?.Name,
            Workers = settings.Workers ?? (pool?.Number("pm.max_children") is > 0 and var most ? most : null),
            IsOnDemand = pool?.ProcessControl == "ondemand",
            StatusPath = settings.StatusPath ?? pool?.Text("pm.status_path"),
            StatusAddress = listen is null ? own : FpmAddress.Parse(listen, out _) ?? own,
            PingPath = pool?.Text("ping.path"),
            PingResponse = pool?.Text("ping.response") ?? "",
            TerminateTimeout = seconds > 0 ? pool!.Text("request_terminate_timeout") : null,
            TerminateSeconds = seconds,
            Log = isRead ? log : null,
            UnreadLog = isRead ? null : log,
            LogProblem = logProblem,
            Problem = found.Problem,
        };
    }

    /// <summary>What counts after another reading: what was read before, when nothing can be read now, as in the middle of an update.</summary>
    public PoolFile Newest(PoolFile read) => read.Source is not null || Source is null ? read : this;

    private static FoundPool Named(string path, FpmAddress? address)
    {
        var read = FpmConfiguration.Read(path);
        if ((address is null ? null : read.PoolAt(address.ToString())) is { } pool)
        {
            return new FoundPool(pool, path, null, null);
        }

        // A pool in a container has another path for the same socket.
        return read.Pools is [var only]
            ? new FoundPool(only, path, null, only.Text("listen") is { } listen ? $"{only.Place}: the one pool there listens on {FpmWords.Shown(listen)}, not on {address}" : null)
            : new FoundPool(null, null, null, read.Problems is [var first, ..] ? first.ToString() : $"{path}: none of its {read.Pools.Count} pools listens on {address}");
    }
}
