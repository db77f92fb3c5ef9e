namespace Goodgate.Logs.Following;

/// <summary>Follows logs through rotation. One look after the other, on one thread; what is new comes in the order of each log.</summary>
internal sealed class LogFollower : IDisposable
{
    private readonly Dictionary<string, FolderWatch> _folders = new(StringComparer.Ordinal);
    private readonly FollowedNames _followed = new();
    private readonly List<FollowedLog> _logs = [];
    private readonly HashSet<FollowedLog> _failed = [];
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;

    /// <param name="time">The clock.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    public LogFollower(TimeProvider time, Action<string> tell) => (_time, _tell) = (time, tell);

    public IReadOnlyList<FollowedLog> Logs => _logs;

    /// <summary>Follows one more.</summary>
    /// <param name="name">As the caller gave it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="marks">What is known of its files from an earlier run; null when it is new.</param>
    /// <param name="fromStart">A new one is read from its beginning.</param>
    public void Add(string name, string path, IReadOnlyList<FileMark>? marks, bool fromStart)
    {
        var folder = new RotatedNames(path).Folder;
        if (!_folders.TryGetValue(folder, out var watch))
        {
            _folders.Add(folder, watch = new FolderWatch(folder, _followed, _time));
        }

        _followed.Add(Path.GetFullPath(path));
        _logs.Add(new FollowedLog(name, path, marks, fromStart, watch, _tell));
    }

    /// <summary>Reads what is new in all of them.</summary>
    /// <returns>True when more waits to be read.</returns>
    public bool Look(Action<LogPiece> take, CancellationToken stop)
    {
        _followed.Begin();
        foreach (var folder in _folders.Values)
        {
            folder.Look();
        }

        var more = false;
        var now = Moment.Of(_time);
        foreach (var log in _logs)
        {
            try
            {
                more |= log.Look(take, now, stop);
                _failed.Remove(log);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A disk or network that fails for a while: what was read is counted, the rest comes later.
                if (_failed.Add(log))
                {
                    _tell($"{log.Name}: {e.Message.TrimEnd('.')}; it is tried again");
                }
            }
        }

        return more;
    }

    public void Dispose() => _logs.ForEach(log => log.Dispose());
}
