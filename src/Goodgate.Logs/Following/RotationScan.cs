using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Finds the files of a log's rotation and matches them with what is known: by number, then by what was read of them.</summary>
internal sealed class RotationScan
{
    /// <summary>Files may be missed while they are renamed; what is not found for so long is gone.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly string _path;
    private readonly RotatedNames _names;
    private readonly Action<string> _tell;
    private readonly KnownFiles _known;
    private readonly UnknownFiles _unknown;
    private readonly bool _fromStart;
    private readonly Func<string, FileId, bool> _isOther;

    /// <param name="path">Where the log is.</param>
    /// <param name="marks">What is known of its files; null when it is new.</param>
    /// <param name="fromStart">A log that is new is read from its beginning.</param>
    /// <param name="isOther">True for a file that is followed as a log of its own, whatever its name looks like.</param>
    /// <param name="tell">Gets one sentence for what the operator should know.</param>
    public RotationScan(string path, IReadOnlyList<FileMark>? marks, bool fromStart, Func<string, FileId, bool> isOther, Action<string> tell)
    {
        _path = path;
        _names = new RotatedNames(path);
        _tell = tell;
        _known = new KnownFiles(marks);
        _unknown = new UnknownFiles(path, _known, tell);
        (IsBegun, _fromStart, _isOther) = (marks is not null, fromStart, isOther);
    }

    /// <summary>The file that has the log's name; null when there is none.</summary>
    public Generation? Front => _known.Front;

    /// <summary>False until the log could be read, or was not there, for the first time: what is in it then is old.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>All files known, the older ones first.</summary>
    public IReadOnlyList<Generation> Generations => _known.All;

    /// <summary>True when a file was found that is being copied or compressed just now.</summary>
    public bool IsUnsettled => _unknown.AreUnsettled;

    /// <summary>True when a file that could not be read is to be tried again.</summary>
    public bool IsDue(Moment now) => _unknown.IsDue(now);

    /// <summary>Looks for the files.</summary>
    /// <param name="emit">Gets lines of compressed files, with the file's name and whether their numbers are known.</param>
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
        var problem = FindFront(now);
        read();
        foreach (var (path, facts) in Unknown(now))
        {
            stop.ThrowIfCancellationRequested();
            _unknown.Examine(path, facts, emit, now, stop);
            read();
        }

        _unknown.Settle(now);
        (_known.AreNew, IsBegun) = (false, IsBegun || problem is null);
        Forget(now);
        return problem;
    }

    private string? FindFront(Moment now)
    {
        _known.Front = null;
        SafeFileHandle? file;
        FileFacts facts;
        try
        {
            file = LinuxFiles.Open(_path, out facts);
        }
        catch (IOException e)
        {
            return e.Message;
        }

        if (file is null)
        {
            return null;
        }

        var known = _known.MatchFront(file, facts, IsElsewhere);
        foreach (var other in _known.All.Where(one => one != known && one.IsOpenAs(facts.Id)))
        {
            other.Leave();
        }

        // The newest stands last.
        known ??= new Generation(!IsBegun && !_fromStart ? FirstMark.AtEnd(file, facts) : FirstMark.AtStart());
        _known.All.Remove(known);
        _known.All.Add(known);
        known.Take(file, facts, _path, now);
        _known.Front = known;
        return null;
    }

    private bool IsElsewhere(FileMark mark)
    {
        foreach (var path in _names.Find().Where(path => LinuxFiles.At(path)?.Id == mark.Id))
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

    private List<(string Path, FileFacts Facts)> Unknown(Moment now)
    {
        var unknown = new List<(string Path, FileFacts Facts)>();
        foreach (var path in _names.Find())
        {
            // A second name of the log itself is no other file.
            if (LinuxFiles.At(path) is not { IsFile: true, Length: > 0 } facts || facts.Id == Front?.Mark.Id || _isOther(path, facts.Id) || _unknown.IsLeftOut(facts, now))
            {
                continue;
            }

            if (_known.All.Find(one => one.IsOpenAs(facts.Id)) is { } open)
            {
                open.Rename(path);
            }
            else if (_known.All.Find(one => one.Mark.IsUntouched(facts) && (one.Mark.IsPacked || one.Mark.Position >= facts.Length)) is { } same)
            {
                same.Rename(path);
            }
            else
            {
                unknown.Add((path, facts));
            }
        }

        return [.. unknown.OrderBy(one => one.Facts.Written)];
    }

    private void Forget(Moment now)
    {
        // The log and what belongs to it may be away together: a volume that is not mounted yet.
        if (Front is null)
        {
            return;
        }

        foreach (var one in _known.All.Where(one => one != Front))
        {
            one.Mark.Missing = one.HasHome ? null : one.Mark.Missing ?? now.Wall;
        }

        foreach (var one in _known.All.Where(one => one.IsLost && !one.HasHome))
        {
            one.IsLost = false;
            _tell($"{_path}: the file that was read up to {(one.Mark.Lines is { } lines ? $"line {lines}" : $"byte {one.Mark.Position}")} is gone, and no copy of it stands beside it: what was written to it after that is unknown");
        }

        _known.All.RemoveAll(one => (one.Mark.Missing is { } missing && now.Wall - missing > Memory) || (one.Mark.IsBlank && !one.IsOpen));
    }
}
