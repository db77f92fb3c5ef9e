using Goodgate.Logs.Reading;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Logs.Following;

/// <summary>Finds the files of a log's rotation and matches them with what is known: by number, then by what was read of them.</summary>
internal sealed class RotationScan
{
    /// <summary>Files may be missed while they are renamed; what is not found for so long is gone.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private const int MostUnreadable = 1000;

    private readonly string _path;
    private readonly RotatedNames _names;
    private readonly Action<string> _tell;
    private readonly HashSet<FileId> _unreadable = [];
    private readonly List<Generation> _generations;
    private readonly bool _fromStart;
    private bool _isNew;

    public RotationScan(string path, IReadOnlyList<FileMark>? marks, bool fromStart, Action<string> tell)
    {
        _path = path;
        _names = new RotatedNames(path);
        _tell = tell;
        _generations = [.. (marks ?? []).Select(mark => new Generation(mark))];
        (_isNew, IsBegun, _fromStart) = (marks is null, marks is not null, fromStart);
        if (_generations is [.., var last])
        {
            last.IsLost = !last.Mark.IsBlank;
        }
    }

    /// <summary>The file that has the log's name; null when there is none.</summary>
    public Generation? Front { get; private set; }

    /// <summary>False until the log could be read, or was not there, for the first time: what is in it then is old.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>All files known, the older ones first.</summary>
    public IReadOnlyList<Generation> Generations => _generations;

    /// <summary>True when a file was found that is being copied or compressed just now.</summary>
    public bool IsUnsettled { get; private set; }

    /// <summary>Looks for the files.</summary>
    /// <param name="emit">Gets lines of compressed files, with the file's name and whether their numbers are known.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends it with an exception.</param>
    /// <returns>Why the log cannot be read, one clause; null when it can, or is not there.</returns>
    public string? Run(Action<string, Block, bool> emit, DateTimeOffset now, CancellationToken stop)
    {
        IsUnsettled = false;
        foreach (var one in _generations)
        {
            one.IsSeen = false;
        }

        // The log first: what is found beside it later was complete when the log was emptied, and is not taken for a copy under way.
        var problem = FindFront(now);
        foreach (var (path, facts) in Unknown(now))
        {
            stop.ThrowIfCancellationRequested();
            Examine(path, facts, emit, now, stop);
        }

        (_isNew, IsBegun) = (false, IsBegun || problem is null);
        Forget(now);
        return problem;
    }

    private string? FindFront(DateTimeOffset now)
    {
        Front = null;
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

        var known = Match(file, facts);
        foreach (var other in _generations.Where(one => one != known && one.IsOpenAs(facts.Id)))
        {
            other.Leave();
        }

        if (known is null)
        {
            _generations.Add(known = new Generation(!IsBegun && !_fromStart ? FirstMark.AtEnd(file, facts) : FirstMark.AtStart()));
        }
        else
        {
            // The newest stands last.
            _generations.Remove(known);
            _generations.Add(known);
        }

        known.Take(file, facts, _path, now);
        Front = known;
        return null;
    }

    // The file's own mark, or that of what stands in it.
    private Generation? Match(SafeFileHandle file, FileFacts facts) =>
        _generations.Where(one => one.Mark.Id == facts.Id && one.Mark.IsIn(file, facts)).MaxBy(one => one.Mark.Position)
        ?? _generations.Where(one => !one.Mark.IsBlank && one.Mark.IsIn(file, facts)).MaxBy(one => one.Mark.Position);

    private List<(string Path, FileFacts Facts)> Unknown(DateTimeOffset now)
    {
        var unknown = new List<(string Path, FileFacts Facts)>();
        foreach (var path in _names.Find())
        {
            // A second name of the log itself is no other file.
            if (LinuxFiles.At(path) is not { IsFile: true, Length: > 0 } facts || facts.Id == Front?.Mark.Id || _unreadable.Contains(facts.Id))
            {
                continue;
            }

            if (_generations.Find(one => one.IsOpenAs(facts.Id)) is { } open)
            {
                open.Rename(path);
            }
            else if (_generations.Find(one => one.Mark.IsUntouched(facts) && (one.Mark.IsPacked || one.Mark.Position >= facts.Length)) is { } same)
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

    private void Examine(string path, FileFacts seen, Action<string, Block, bool> emit, DateTimeOffset now, CancellationToken stop)
    {
        SafeFileHandle? file = null;
        try
        {
            file = LinuxFiles.Open(path, out var facts);
            if (file is null)
            {
                IsUnsettled = true;
                return;
            }

            var start = new byte[Fingerprint.Longest];
            start = start[..Fingerprint.Read(file, start, 0)];
            if (PackedFile.Is(start))
            {
                Unpack(path, facts, emit, now, stop);
            }
            else if (Plain(path, file, facts, start, now))
            {
                file = null;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _unreadable.Add(seen.Id);
            if (_isNew)
            {
                _generations.Insert(0, new Generation(FirstMark.OfPacked(seen, [])));
            }
            else
            {
                _tell($"{path}: {e.Message}: what may be new in it is left out");
            }
        }
        finally
        {
            file?.Dispose();
        }
    }

    // True when the file was taken, and is somebody's now.
    private bool Plain(string path, SafeFileHandle file, FileFacts facts, byte[] start, DateTimeOffset now)
    {
        if (_isNew)
        {
            _generations.Insert(0, new Generation(FirstMark.OfOld(file, facts)));
            _generations[0].Rename(path);
            return false;
        }

        if (Match(file, facts) is { } known)
        {
            if (known == Front || known.HasHome)
            {
                // A copy of what is there, as copytruncate makes one before it empties the log.
                return false;
            }

            known.Take(file, facts, path, now);
            return true;
        }

        // Longer ones would have matched: this is an older or unfinished copy, and there is nothing new in it.
        if (_generations.Exists(one => one.Mark.HasHeadOf(start) && facts.Length < one.Mark.Position))
        {
            return false;
        }

        if (IsBeginningOfFront(start))
        {
            IsUnsettled |= IsFresh(facts, now);
            return false;
        }

        var added = new Generation(FirstMark.AtStart());
        _generations.Insert(Front is null ? _generations.Count : _generations.IndexOf(Front), added);
        added.Take(file, facts, path, now);
        return true;
    }

    // A copy that has just begun, or one of a log that nothing was read of yet.
    private bool IsBeginningOfFront(byte[] start)
    {
        if (Front is null || !File.Exists(_path))
        {
            return false;
        }

        using var file = LinuxFiles.Open(_path, out var facts);
        var front = new byte[start.Length];
        return file is not null && facts.Id == Front.Mark.Id && Fingerprint.Read(file, front, 0) == start.Length && front.AsSpan().SequenceEqual(start);
    }

    private void Unpack(string path, FileFacts facts, Action<string, Block, bool> emit, DateTimeOffset now, CancellationToken stop)
    {
        var head = PackedFile.Head(path);
        var known = head is null ? null : _generations.Where(one => one.Mark.HasHeadOf(head)).MaxBy(one => one.Mark.Position);
        if (_isNew)
        {
            _generations.Insert(0, new Generation(FirstMark.OfPacked(facts, head ?? [])));
            _generations[0].Rename(path);
            return;
        }

        // Compressed, and the plain one still there: it may not be finished, and has nothing that the other one has not.
        if (known is not null && (known == Front || known.HasHome))
        {
            return;
        }

        if (head is null or { Length: 0 } || (known?.Mark.IsPacked != true && PackedFile.Length(path, stop) is null))
        {
            IsUnsettled |= IsFresh(facts, now);
            return;
        }

        if (known is null)
        {
            _generations.Insert(Front is null ? _generations.Count : _generations.IndexOf(Front), known = new Generation(FirstMark.AtStart()));
        }

        var mark = known.Mark;
        if (!mark.IsPacked)
        {
            var (position, lines) = (mark.Position, mark.Lines);
            PackedFile.Read(path, position, block => emit(Path.GetFileName(path), block.From(lines ?? 0), lines is not null));
        }

        (mark.IsPacked, mark.Position, mark.Head, mark.Missing) = (true, FileMark.Whole, Fingerprint.Of(head), null);
        mark.Note(facts);
        known.Rename(path);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var one in _generations.Where(one => one != Front))
        {
            one.Mark.Missing = one.HasHome ? null : one.Mark.Missing ?? now;
        }

        foreach (var one in _generations.Where(one => one.IsLost && !one.HasHome))
        {
            one.IsLost = false;
            _tell($"{_path}: the file that was read up to {(one.Mark.Lines is { } lines ? $"line {lines}" : $"byte {one.Mark.Position}")} is gone, and no copy of it stands beside it: what was written to it after that is unknown");
        }

        _generations.RemoveAll(one => one.Mark.Missing is { } missing && now - missing > Memory);
        if (_unreadable.Count > MostUnreadable)
        {
            _unreadable.Clear();
        }
    }

    // Somebody may be writing it still. What is older is as it will stay.
    private static bool IsFresh(FileFacts facts, DateTimeOffset now) => now.ToUnixTimeMilliseconds() - (facts.Written / 1_000_000) < Fresh.TotalMilliseconds;
}
