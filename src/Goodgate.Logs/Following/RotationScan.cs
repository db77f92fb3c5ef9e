using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Finds the files of a log's rotation and matches them with what is known: by number, then by what was read of them.</summary>
internal sealed class RotationScan
{
    /// <summary>Files may be missed while they are renamed; what is not found for so long is gone.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly FollowedSet _set;
    private readonly RotatedFiles _files;
    private readonly Action<string> _tell;
    private readonly KnownFiles _known;
    private readonly UnknownFiles _unknown;
    private readonly bool _fromStart;
    private FileId? _others;
    private bool _isOthers;
    private string? _told;

    /// <param name="path">Full path of the log.</param>
    /// <param name="marks">What is known of its files; null when it is new.</param>
    /// <param name="fromStart">A log that is new is read from its beginning.</param>
    /// <param name="set">The logs followed with it.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    public RotationScan(string path, IReadOnlyList<FileMark>? marks, bool fromStart, FollowedSet set, Action<string> tell)
    {
        (_path, _set, _tell) = (path, set, tell);
        _files = new RotatedFiles(path, set);
        _known = new KnownFiles(marks);
        _unknown = new UnknownFiles(path, _known, tell);
        (IsBegun, _fromStart) = (marks is not null, fromStart);
    }

    /// <summary>The file that has the log's name; null when there is none.</summary>
    public Generation? Front => _known.Front;

    /// <summary>False until the log could be read, or was not there, for the first time: what is in it then is old.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>All files known, the older ones first.</summary>
    public IReadOnlyList<Generation> Generations => _known.All;

    /// <summary>True when a file was found that is being copied or compressed just now.</summary>
    public bool IsUnsettled => _unknown.AreUnsettled;

    /// <summary>True when files beside the log are others than at the last scan.</summary>
    public bool HaveFilesChanged() => _files.HaveChanged();

    /// <summary>True when a file that could not be read is to be tried again.</summary>
    public bool IsDue(Moment now) => _unknown.IsDue(now);

    /// <summary>Looks for the files.</summary>
    /// <param name="emit">Gets lines of compressed files, with the file's path and whether their numbers are known.</param>
    /// <param name="read">Reads what was opened, at once: a file that nothing was read of is not known again when it is found compressed a moment later.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends it with an exception.</param>
    /// <returns>Why the log cannot be read, one clause; null when it can, or is not there.</returns>
    public string? Run(Action<string, Block, bool> emit, Action read, Moment now, CancellationToken stop)
    {
        _unknown.AreUnsettled = false;
        foreach (var one in _known.All)
        {
            one.IsSeen = false;
        }

        // The log first: what is found beside it later was complete when the log was emptied, and is not taken for a copy under way.
        _files.Resolve();
        var problem = FindFront(now);
        if (_isOthers)
        {
            return problem;
        }

        read();
        var anew = false;
        do
        {
            foreach (var (path, facts) in Unknown(now, anew))
            {
                stop.ThrowIfCancellationRequested();
                _unknown.Examine(path, facts, emit, now, stop);
                read();
            }

            // A copy that was made since the folder was listed is found before its log is said to be gone.
            anew = !anew && Front is not null && _known.All.Exists(IsMissed);
        }
        while (anew);

        _unknown.Settle(now);
        (_known.AreNew, IsBegun) = (false, IsBegun || problem is null);
        Limits();
        Forget(now);
        return problem;
    }

    private string? FindFront(Moment now)
    {
        _known.Front = null;
        if (_set.Names.Claim(_path, _files.Target ?? _path) is { } first)
        {
            return Others(first, LinuxFiles.At(_path)?.Id);
        }

        SafeFileHandle? file;
        FileFacts facts;
        try
        {
            file = LinuxFiles.Open(_path, out facts);
        }
        catch (IOException e)
        {
            return ReadTrouble.Words(e);
        }

        if (file is null)
        {
            return null;
        }

        if (_set.Names.OwnerOf(_path, facts.Id, anew: _isOthers) is { } owner)
        {
            file.Dispose();
            return Others(owner, facts.Id);
        }

        _isOthers = false;
        _set.Names.Take(_path, facts.Id);
        var known = _known.MatchFront(file, facts, IsElsewhere);
        foreach (var other in _known.All.Where(one => one != known && one.IsOpenAs(facts.Id)))
        {
            other.Leave();
        }

        // The newest stands last. What was another log's until now was read there.
        var isOld = (!IsBegun && !_fromStart) || _others == facts.Id;
        known ??= new Generation(isOld ? FirstMark.AtEnd(file, facts, _set.MayCount(facts.Length)) : FirstMark.AtStart());
        _others = null;
        _known.All.Remove(known);
        _known.All.Add(known);
        known.Take(file, facts, _path, now);
        _known.Front = known;
        return null;
    }

    // The same file under two names counts once, with all that was rotated away.
    private string Others(string owner, FileId? id)
    {
        (_isOthers, _others) = (true, id ?? _others);
        return $"it is the same file as {owner}, where its lines are read";
    }

    private bool IsElsewhere(FileMark mark)
    {
        foreach (var (path, _) in _files.Find(anew: true).Where(one => one.Facts.Id == mark.Id))
        {
            try
            {
                using var file = LinuxFiles.Open(path, out var facts);
                return file is not null && mark.IsIn(file, facts);
            }
            catch (IOException)
            {
                return true;
            }
        }

        return false;
    }

    private List<(string Path, FileFacts Facts)> Unknown(Moment now, bool anew)
    {
        var unknown = new List<(string Path, FileFacts Facts)>();
        var known = _known.All.ToLookup(one => one.Mark.Id);
        foreach (var (path, facts) in _files.Find(anew))
        {
            // A second name of the log itself is no other file.
            if (facts is not { IsFile: true, Length: > 0 } || facts.Id == Front?.Mark.Id || _set.Names.IsOther(_path, path, facts.Id) || _unknown.IsLeftOut(facts, now))
            {
                continue;
            }

            if (known[facts.Id].FirstOrDefault(one => one.IsOpen || (one.Mark.IsUntouched(facts) && (one.Mark.IsPacked || one.Mark.Position >= facts.Length))) is { } same)
            {
                same.Rename(path);
            }
            else
            {
                unknown.Add((path, facts));
            }
        }

        // What is known by its number first: what stands in a file is not asked then for those that begin like it.
        return [.. unknown.OrderByDescending(one => known.Contains(one.Facts.Id)).ThenBy(one => one.Facts.Written)];
    }

    private static bool IsMissed(Generation one) => one is { IsLost: true, HasHome: false };

    // What keeps it from finding all of the log's files is said once; while there is no log that is what is said.
    private void Limits()
    {
        var limit = _known.Front is null ? null : !_files.AreComplete ? "the folder cannot be listed by this user: rotated files are not found, and what was written to them while nobody watched is not read"
            : _files.AreTooMany ? $"more than {LogFolder.Most} rotated files: the others are left out"
            : null;
        if (limit is not null && limit != _told)
        {
            _tell($"{_path}: {limit}");
        }

        _told = limit;
    }

    private void Forget(Moment now)
    {
        // The log and what belongs to it may be away together: a volume that is not mounted yet. Files that may not be listed may be there.
        if (Front is null || !_files.AreComplete)
        {
            return;
        }

        foreach (var one in _known.All.Where(one => one != Front))
        {
            one.Mark.Missing = one.HasHome ? null : one.Mark.Missing ?? now.Wall;
        }

        foreach (var one in _known.All.Where(IsMissed))
        {
            one.IsLost = false;
            _tell($"{_path}: the file that was read up to {(one.Mark.Lines is { } lines ? $"line {lines}" : $"byte {one.Mark.Position}")} is gone, and no copy of it stands beside it: what was written to it after that is unknown");
        }

        _known.All.RemoveAll(one => (one.Mark.Missing is { } missing && now.Wall - missing > Memory) || (one.Mark.IsBlank && !one.IsOpen));
    }
}
