using Goodgate.Logs.Following;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Watching;

/// <summary>
/// Follows logs and says what their lines mean, as <see cref="LogRun"/> does for logs that are read once. Positions and counts move together, and are kept
/// together. For one caller at a time; <see cref="Counts"/> may be read from any thread.
/// </summary>
public sealed class LogWatch : IDisposable
{
    /// <summary>Logs followed at most; each is an open file and two questions to the system a look.</summary>
    public const int MostLogs = 1000;

    private readonly LogOptions _options;
    private readonly WatchMemory? _memory;
    private readonly TimeProvider _time;
    private readonly LogFollower _follower;
    private readonly WatchCounts _counts;
    private readonly FormatCheck _formats = new();
    private readonly ZoneHint _zones = new();
    private WatchCounts _published;
    private bool _isChanged;

    /// <param name="options">How to read; its <see cref="LogOptions.Now"/> is the clock's.</param>
    /// <param name="memory">What earlier runs left; null: nothing is remembered.</param>
    /// <param name="time">The clock.</param>
    public LogWatch(LogOptions options, WatchMemory? memory, TimeProvider time)
    {
        (_options, _memory, _time) = (options, memory, time);
        _follower = new LogFollower(time, text => Trouble?.Invoke(text));
        _counts = memory?.Record.Counts ?? new WatchCounts();
        _published = _counts.Copy();
    }

    /// <summary>Gets each failure, in the order of its log.</summary>
    public Action<WatchFinding>? Found { get; set; }

    /// <summary>Gets one sentence for what the operator should know; names of files in it are hostile.</summary>
    public Action<string>? Trouble { get; set; }

    /// <summary>What was counted up to the last look.</summary>
    public WatchCounts Counts => Volatile.Read(ref _published);

    /// <summary>Logs followed, and how many of them are there and can be read.</summary>
    public (int All, int There) Logs => (_follower.Logs.Count, _follower.Logs.Count(log => log.IsThere));

    /// <summary>Follows a log.</summary>
    /// <param name="name">As the caller gave it.</param>
    /// <param name="path">Where it is; it may not be there yet.</param>
    /// <param name="fromStart">One that no earlier run knows is read from its beginning; else from its end.</param>
    /// <returns>True when reading goes on where an earlier run stopped.</returns>
    public bool Follow(string name, string path, bool fromStart)
    {
        var marks = _memory?.Record.Logs.GetValueOrDefault(Path.GetFullPath(path));
        _follower.Add(name, path, marks, fromStart);
        return marks is not null;
    }

    /// <summary>Why a path is no log that can be followed, one clause; null when it is one, or is not there yet.</summary>
    public static string? Refusal(string path) => LinuxFiles.At(path)?.Special is { } special ? $"it is {special}; a file is expected" : null;

    /// <summary>Paths of the logs that a file may be a rotated one of, by its name; none for most files.</summary>
    public static IEnumerable<string> LogsOf(string path) => RotatedNames.LogsOf(Path.GetFileName(path)).Select(log => Path.Combine(Path.GetDirectoryName(path) ?? "", log));

    /// <summary>Which file stands behind a path, links followed; null when none does.</summary>
    public static (ulong Device, ulong Inode)? NumberOf(string path) => LinuxFiles.At(path) is { } facts ? (facts.Id.Device, facts.Id.Inode) : null;

    /// <summary>True where logs can be followed: on Linux.</summary>
    public static bool IsPossible => LinuxFiles.IsHere;

    /// <summary>Reads what is new.</summary>
    /// <param name="stop">Ends it with an exception; what was read is counted.</param>
    /// <returns>True when more waits to be read at once.</returns>
    public bool Look(CancellationToken stop)
    {
        var options = _options with { Now = _time.GetUtcNow() };
        try
        {
            return _follower.Look(piece => Take(piece, options), stop);
        }
        finally
        {
            Volatile.Write(ref _published, _counts.Copy());
        }
    }

    /// <summary>Counts a failure that was seen elsewhere than in a log.</summary>
    public void Add(WatchFinding finding)
    {
        _counts.Add(finding);
        _isChanged = true;
        Found?.Invoke(finding);
    }

    /// <summary>Keeps positions and counts, if there is a memory and anything changed.</summary>
    /// <param name="open">Bursts that are not over.</param>
    /// <param name="always">Also when nothing was read since.</param>
    /// <returns>Why it could not be kept, one clause; null when it was.</returns>
    public string? Save(IEnumerable<Burst> open, bool always = false)
    {
        if (_memory is null || (!_isChanged && !always))
        {
            return null;
        }

        var followed = new Dictionary<string, List<FileMark>?>(StringComparer.Ordinal);
        foreach (var log in _follower.Logs)
        {
            followed[Path.GetFullPath(log.Path)] = log.Marks?.ToList();
        }

        try
        {
            _memory.Save(_memory.Record.Next(_counts, followed, open, _time.GetUtcNow()));
            _isChanged = false;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReadTrouble.Words(e, isWriting: true);
        }
    }

    public void Dispose() => _follower.Dispose();

    private void Take(LogPiece piece, LogOptions options)
    {
        BlockResult result;
        try
        {
            result = new LineScan(piece.Log, options).Read(piece.Lines);
        }
        finally
        {
            piece.Lines.Release();
        }

        _isChanged = true;
        _counts.Add(result);
        Tell(_formats.Add(piece.Log, result));
        var now = Moment.Of(_time);
        foreach (var finding in result.Findings)
        {
            Tell(finding.Seen.Time is { } time ? _zones.Add(piece.Log, time, now) : null);
            if (finding.Verdict is { } verdict)
            {
                Found?.Invoke(new WatchFinding(piece.HasNumbers ? $"{piece.File}:{finding.Line}" : piece.File, finding.Seen, verdict));
            }
        }
    }

    private void Tell(string? trouble)
    {
        if (trouble is not null)
        {
            Trouble?.Invoke(trouble);
        }
    }
}
