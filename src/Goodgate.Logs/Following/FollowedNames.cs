namespace Goodgate.Logs.Following;

/// <summary>The logs that are followed. One of them is no rotated file of another one, whatever their names are: pm2 writes <c>app-error.log</c> and <c>app-error-1.log</c>.</summary>
internal sealed class FollowedNames
{
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<FileId, string> _files = [];
    private bool _isLooked;

    /// <summary>Adds one, by its full path.</summary>
    public void Add(string path) => _paths.Add(path);

    /// <summary>A round begins: which file each one is may have changed.</summary>
    public void Begin() => _isLooked = false;

    /// <summary>True when a file is followed as another log.</summary>
    /// <param name="log">Full path of the log that asks.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="id">What the file is.</param>
    public bool IsOther(string log, string path, FileId id)
    {
        if (path != log && _paths.Contains(path))
        {
            return true;
        }

        Look();
        return _files.TryGetValue(id, out var owner) && owner != log;
    }

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
