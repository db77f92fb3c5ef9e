using Goodgate.Logs.Reading;

namespace Goodgate.Logs.Following;

/// <summary>
/// One log through all its rotations. Every file of it has a mark, the rotated ones too, so that there is one rule for renaming, copying, deleting, compressing
/// and for what happened while nobody looked: what no mark knows is new, and read from its beginning; what one knows is read on from there.
/// </summary>
internal sealed class FollowedLog : IDisposable
{
    /// <summary>How long a file that is not the log any more is kept open with nothing coming: nginx writes to it until it is told to open its logs again.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(60);

    /// <summary>A log that may not be read is tried again after so long.</summary>
    private static readonly TimeSpan Denial = TimeSpan.FromSeconds(2);

    /// <summary>Files kept open beside the log itself; the oldest are let go before their time.</summary>
    private const int MostOpen = 16;

    private readonly RotationScan _scan;
    private readonly string _folder;
    private readonly Action<string> _tell;
    private TimeSpan? _denied;
    private string? _told;

    /// <param name="name">The log as the caller gave it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="marks">What is known of its files; null when it is new.</param>
    /// <param name="fromStart">A log that is new is read from its beginning, not from its end.</param>
    /// <param name="set">The logs followed with it.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    public FollowedLog(string name, string path, IReadOnlyList<FileMark>? marks, bool fromStart, FollowedSet set, Action<string> tell)
    {
        (Name, Path, _tell) = (name, path, tell);
        var full = System.IO.Path.GetFullPath(path);
        _folder = System.IO.Path.GetDirectoryName(full) ?? "/";
        _scan = new RotationScan(full, marks, fromStart, set, tell);
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>True while the log is there and can be read.</summary>
    public bool IsThere => _scan.Front is not null;

    /// <summary>What is known of its files, for the next run; null while it was never read.</summary>
    public IReadOnlyList<FileMark>? Marks => _scan.IsBegun ? [.. _scan.Generations.Select(one => one.Mark)] : null;

    /// <summary>Looks, and reads what is new.</summary>
    /// <returns>True when more waits to be read.</returns>
    public bool Look(Action<LogPiece> take, Moment now, CancellationToken stop)
    {
        // What is open is read first: only then is it known again as a copy or compressed.
        var facts = LinuxFiles.At(Path);
        var (more, isReplaced) = Read(take, now, stop);
        if (isReplaced || NeedsScan(facts, now))
        {
            more |= Scan(take, now, stop);
        }

        Close(take, now);
        return more;
    }

    public void Dispose()
    {
        foreach (var one in _scan.Generations)
        {
            one.Dispose();
        }
    }

    private (bool More, bool IsReplaced) Read(Action<LogPiece> take, Moment now, CancellationToken stop)
    {
        var (more, isReplaced) = (false, false);
        foreach (var one in _scan.Generations.Where(one => one.IsOpen).ToList())
        {
            stop.ThrowIfCancellationRequested();
            var end = one.Read(Pieces(one, take), now);
            more |= end == FeedEnd.More;
            if (end == FeedEnd.Replaced)
            {
                one.Leave();
                isReplaced = true;
            }
        }

        return (more, isReplaced);
    }

    private bool NeedsScan(FileFacts? facts, Moment now)
    {
        // Found each time a scan is due; a log that may not be read is tried every other second.
        var isNew = facts?.Id != _scan.Front?.Mark.Id;
        return _scan.IsUnsettled || _scan.IsDue(now) || _scan.HaveFilesChanged() || (isNew && (_denied is not { } denied || now.Steady - denied >= Denial));
    }

    // True when more waits, or what was found was replaced meanwhile.
    private bool Scan(Action<LogPiece> take, Moment now, CancellationToken stop)
    {
        var waits = false;
        void ReadOpen()
        {
            var (more, isReplaced) = Read(take, now, stop);
            waits |= more || isReplaced;
        }

        var problem = _scan.Run((file, block, hasNumbers) => take(new LogPiece(Name, Beside(file), block, hasNumbers)), ReadOpen, now, stop);
        _denied = problem is null ? null : now.Steady;
        if (problem is not null && problem != _told)
        {
            _tell($"{Name}: {problem}; it is tried again");
        }

        _told = problem;
        return waits;
    }

    private void Close(Action<LogPiece> take, Moment now)
    {
        var old = _scan.Generations.Where(one => one.IsOpen && one != _scan.Front && one.IsDry).ToList();
        for (var i = 0; i < old.Count; i++)
        {
            // Until its successor is there, it is the log.
            if ((_scan.Front is not null && old[i].IdleFor(now) >= Farewell) || old.Count - i > MostOpen)
            {
                old[i].End(Pieces(old[i], take));
            }
        }
    }

    // As the caller would name it, unless it stands elsewhere: where a link leads to.
    private string Beside(string path) => System.IO.Path.GetDirectoryName(path) == _folder ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Name) ?? "", System.IO.Path.GetFileName(path)) : path;

    private Action<Block> Pieces(Generation one, Action<LogPiece> take)
    {
        var file = one == _scan.Front || one.Name.Length == 0 ? Name : Beside(one.Name);
        return block => take(new LogPiece(Name, file, block, one.Mark.Lines is not null));
    }
}
