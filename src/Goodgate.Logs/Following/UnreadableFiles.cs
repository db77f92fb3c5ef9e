namespace Goodgate.Logs.Following;

/// <summary>Files beside a log that could not be read. Most can be a moment later (a mode that is set after the file is made, a network): they are tried again, less and less often.</summary>
internal sealed class UnreadableFiles
{
    private const int Most = 1000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<FileId, (TimeSpan Pause, TimeSpan Next)> _failed = [];
    private readonly Dictionary<FileId, FileFacts> _forGood = [];
    private readonly HashSet<FileId> _old = [];

    /// <summary>Adds one that could not be read just now.</summary>
    /// <returns>True when it is to be said: the first time.</returns>
    public bool Add(FileFacts facts, Moment now)
    {
        var isKnown = _failed.TryGetValue(facts.Id, out var before);
        var pause = isKnown ? TimeSpan.FromTicks(Math.Min(before.Pause.Ticks * 2, LongestPause.Ticks)) : FirstPause;
        Bound(_failed)[facts.Id] = (pause, now.Steady + pause);
        return !isKnown;
    }

    /// <summary>Adds one that cannot be read until it is changed, or its number is another file's.</summary>
    /// <returns>True when it is to be said.</returns>
    public bool AddForGood(FileFacts facts)
    {
        var isNew = !IsForGood(facts);
        Bound(_forGood)[facts.Id] = facts;
        return isNew;
    }

    /// <summary>Adds one that was there before the log was followed: what is in it when it can be read is old.</summary>
    public void AddOld(FileFacts facts)
    {
        if (_old.Count < Most)
        {
            _old.Add(facts.Id);
        }
    }

    public bool IsOld(FileId id) => _old.Contains(id);

    /// <summary>True for one that is not tried now.</summary>
    public bool IsLeftOut(FileFacts facts, Moment now) => IsForGood(facts) || (_failed.TryGetValue(facts.Id, out var one) && now.Steady < one.Next);

    /// <summary>True when one is to be tried again.</summary>
    public bool IsDue(Moment now) => _failed.Values.Any(one => now.Steady >= one.Next);

    /// <summary>What was due and did not fail again is readable, or gone.</summary>
    public void Settle(Moment now)
    {
        foreach (var id in _failed.Where(one => now.Steady >= one.Value.Next).Select(one => one.Key).ToList())
        {
            _failed.Remove(id);
        }
    }

    /// <summary>This one could be read.</summary>
    public void Remove(FileId id) => _old.Remove(id);

    private bool IsForGood(FileFacts facts) => _forGood.TryGetValue(facts.Id, out var one) && one.Length == facts.Length && one.Written == facts.Written;

    private static Dictionary<FileId, T> Bound<T>(Dictionary<FileId, T> files)
    {
        if (files.Count >= Most)
        {
            files.Clear();
        }

        return files;
    }
}
