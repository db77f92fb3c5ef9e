namespace Goodgate.Logs.Following;

/// <summary>A folder with logs. It is listed when names in it changed, once for all of them: a rotation does that.</summary>
/// <param name="path">The folder.</param>
/// <param name="time">The clock.</param>
internal sealed class LogFolder(string path, TimeProvider time)
{
    /// <summary>Rotated files of one log; one with more is not followed through all of them.</summary>
    public const int Most = 10_000;

    /// <summary>Of a large folder in which names change all the time, listing is at most a tenth of what is done.</summary>
    private const int Share = 10;

    /// <summary>File systems keep times in steps of some milliseconds, those of a network of a second: a change just after a look may have the same time as one before.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, LogNames> _logs = new(StringComparer.Ordinal);
    private long? _listed;
    private TimeSpan _listedAt;
    private TimeSpan _took;

    /// <summary>Rises with each listing.</summary>
    public int Version { get; private set; }

    /// <summary>True when it is there and may be listed.</summary>
    public bool IsListed { get; private set; }

    /// <summary>True while no log is in it any more.</summary>
    public bool IsEmpty => _logs.Count == 0;

    /// <summary>From now on files of this log are looked for.</summary>
    /// <param name="name">The log's name in this folder.</param>
    public void Add(string name)
    {
        if (!_logs.TryGetValue(name, out var log))
        {
            _logs.Add(name, log = new LogNames());
            _listed = null;
        }

        log.Users++;
    }

    /// <summary>Nobody looks for this log's files any more.</summary>
    public void Remove(string name)
    {
        if (--_logs[name].Users == 0)
        {
            _logs.Remove(name);
        }
    }

    /// <summary>Lists it when something changed; once a round.</summary>
    public void Look()
    {
        if (Written() != _listed && (Version == 0 || Now - _listedAt >= _took * Share))
        {
            List();
        }
    }

    /// <summary>Lists it unless nothing can have changed since it was listed.</summary>
    public void Refresh()
    {
        if (Written() != _listed)
        {
            List();
        }
    }

    /// <summary>Paths of a log's rotated files, as of the last listing.</summary>
    public IReadOnlyList<string> Files(string name)
    {
        if (_listed is null)
        {
            List();
        }

        return _logs[name].Files;
    }

    private TimeSpan Now => Moment.Of(time).Steady;

    private long Written() => LinuxFiles.At(path)?.Written ?? 0;

    private void List()
    {
        var (began, written) = (Now, Written());
        foreach (var log in _logs.Values)
        {
            log.Files.Clear();
        }

        try
        {
            foreach (var file in Directory.EnumerateFiles(path))
            {
                // Of access.log and access.log.1, when both are followed, the second has access.log.1.gz.
                if (RotatedNames.LogsOf(Path.GetFileName(file)).FirstOrDefault(_logs.ContainsKey) is { } log && _logs[log].Files.Count < Most)
                {
                    _logs[log].Files.Add(file);
                }
            }

            IsListed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            IsListed = false;
        }

        Version++;
        (_listedAt, _took) = (Now, Now - began);

        // One that changed just now may change again and show the same time.
        _listed = time.GetUtcNow().ToUnixTimeMilliseconds() - (written / 1_000_000) > Settled.TotalMilliseconds ? written : -1;
    }

    private sealed class LogNames
    {
        public int Users { get; set; }

        public List<string> Files { get; } = [];
    }
}
