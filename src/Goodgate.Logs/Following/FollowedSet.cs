namespace Goodgate.Logs.Following;

/// <summary>What logs that are followed together share: their names, the folders they are in, and how much may be read only to number lines.</summary>
/// <param name="time">The clock.</param>
internal sealed class FollowedSet(TimeProvider time)
{
    /// <summary>Bytes read through for the numbers of lines, of all logs together: half a second of a fast disk.</summary>
    private const long MostCounted = 1L << 30;

    private readonly Dictionary<string, LogFolder> _folders = new(StringComparer.Ordinal);
    private long _counted;

    public FollowedNames Names { get; } = new();

    /// <summary>A round begins: folders in which names changed are listed.</summary>
    public void Begin()
    {
        Names.Begin();
        foreach (var folder in _folders.Values)
        {
            folder.Look();
        }
    }

    /// <summary>A folder, in which a log is looked for from now on.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="name">The log's name in it.</param>
    public LogFolder Enter(string path, string name)
    {
        if (!_folders.TryGetValue(path, out var folder))
        {
            _folders.Add(path, folder = new LogFolder(path, time));
        }

        folder.Add(name);
        return folder;
    }

    /// <summary>A log is not looked for in a folder any more.</summary>
    public void Leave(string path, string name)
    {
        _folders[path].Remove(name);
        if (_folders[path].IsEmpty)
        {
            _folders.Remove(path);
        }
    }

    /// <summary>True when a file may be read through for the number of its lines.</summary>
    /// <param name="bytes">Its length.</param>
    public bool MayCount(long bytes)
    {
        if (_counted + bytes > MostCounted)
        {
            return false;
        }

        _counted += bytes;
        return true;
    }
}
