using Goodgate.Logs.Reading;

namespace Goodgate.Logs.Following;

/// <summary>Follows logs through rotation. One look after the other, on one thread; what is new comes in the order of each log.</summary>
internal sealed class LogFollower : IDisposable
{
    private readonly FollowedSet _set;
    private readonly List<FollowedLog> _logs = [];
    private readonly HashSet<FollowedLog> _failed = [];
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;

    /// <param name="time">The clock.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    public LogFollower(TimeProvider time, Action<string> tell) => (_time, _tell, _set) = (time, tell, new FollowedSet(time));

    public IReadOnlyList<FollowedLog> Logs => _logs;

    /// <summary>Follows one more.</summary>
    /// <param name="name">As the caller gave it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="marks">What is known of its files from an earlier run; null when it is new.</param>
    /// <param name="fromStart">A new one is read from its beginning.</param>
    public void Add(string name, string path, IReadOnlyList<FileMark>? marks, bool fromStart)
    {
        _set.Names.Add(Path.GetFullPath(path));
        _logs.Add(new FollowedLog(name, path, marks, fromStart, _set, _tell));
    }

    /// <summary>Reads what is new in all of them.</summary>
    /// <returns>True when more waits to be read.</returns>
    public bool Look(Action<LogPiece> take, CancellationToken stop)
    {
        _set.Begin();
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
                    _tell($"{log.Name}: {ReadTrouble.Words(e)}; it is tried again");
                }
            }
        }

        return more;
    }

    public void Dispose() => _logs.ForEach(log => log.Dispose());
}
