namespace Goodgate.Logs.Following;

/// <summary>The logs that are followed. One of them is no rotated file of another one, whatever their names are: pm2 writes <c>app-error.log</c> and <c>app-error-1.log</c>.</summary>
internal sealed class FollowedNames
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<FileId, string> _files = [];
    private readonly Dictionary<string, FileId> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<FileId, string> _takers = [];
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _claimers = new(StringComparer.Ordinal);
    private bool _isLooked;

    /// <summary>Adds one, by its full path.</summary>
    public void Add(string path) => _paths.Add(path);

    /// <summary>A round begins: which file each one is may have changed.</summary>
    public void Begin() => _isLooked = false;

    /// <summary>A log reads this file.</summary>
    public void Take(string log, FileId id)
    {
        if (_taken.TryGetValue(log, out var before) && _takers.GetValueOrDefault(before) == log)
        {
            _takers.Remove(before);
        }

        (_taken[log], _takers[id]) = (id, log);
    }

    /// <summary>A log leads to this path, its own when it is no link.</summary>
    /// <returns>The log that leads there too and was first; null when there is none.</returns>
    public string? Claim(string log, string target)
    {
        if (_targets.TryGetValue(log, out var before) && before != target && _claimers.GetValueOrDefault(before) == log)
        {
            _claimers.Remove(before);
        }

        _targets[log] = target;
        return _claimers.TryAdd(target, log) || _claimers[target] == log ? null : _claimers[target];
    }

    /// <summary>True when a file is followed as another log.</summary>
    /// <param name="log">Full path of the log that asks.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="id">What the file is.</param>
    public bool IsOther(string log, string path, FileId id) => (path != log && _paths.Contains(path)) || OwnerOf(log, id, anew: false) is not null;

    /// <summary>
    /// Full path of the other log that a file is followed as; null when it is not. Of several names for one file the one that reads it has it, else the first that
    /// was added.
    /// </summary>
    /// <param name="log">Full path of the log that asks.</param>
    /// <param name="id">What the file is.</param>
    /// <param name="anew">Also of what came since this round began.</param>
    public string? OwnerOf(string log, FileId id, bool anew)
    {
        _isLooked &= !anew;
        Look();
        var owner = _takers.GetValueOrDefault(id) is { } taker && Leads(taker, id) ? taker : _files.GetValueOrDefault(id);

        // Asked again: it may have been renamed since this round began.
        return owner is not null && owner != log && Leads(owner, id) ? owner : null;
    }

    private static bool Leads(string path, FileId id) => LinuxFiles.At(path)?.Id == id;

    // Only when somebody asks: most rounds find nothing beside the logs.
    private void Look()
    {
        if (_isLooked || _paths.Count == 1)
        {
            return;
        }

        _isLooked = true;
        _files.Clear();
        foreach (var path in _paths)
        {
            if (LinuxFiles.At(path) is { } facts)
            {
                _files.TryAdd(facts.Id, path);
            }
        }
    }
}
