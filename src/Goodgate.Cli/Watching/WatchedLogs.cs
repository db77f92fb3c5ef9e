using Goodgate.Cli.Logs;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>Which logs are followed: those that were named, those that fit a pattern, or those of the usual places; also such as come later.</summary>
internal sealed class WatchedLogs
{
    private const int LongestName = 200;
    private const int MostNames = 10;

    private readonly Session _session;
    private readonly Func<IEnumerable<string>> _search;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong Device, ulong Inode), string> _files = [];

    private WatchedLogs(Session session, Func<IEnumerable<string>> search) => (_session, _search) = (session, search);

    /// <summary>The logs as they were named.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The logs; null when one cannot be followed, and that was said.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="root">Root of the usual places.</param>
    /// <param name="session">The call of the program.</param>
    public static WatchedLogs? Find(WatchOptions asked, string root, Session session)
    {
        if (asked.Logs.Count > 0)
        {
            return Named(asked.Logs, session);
        }

        // A pool or a status page may be all somebody wants to watch.
        if (asked.Pools.Count > 0 || asked.StatusUrls.Count > 0)
        {
            return new WatchedLogs(session, () => []);
        }

        var logs = new WatchedLogs(session, () => UsualPlaces.Find(root, alsoEmpty: true, path => LogSources.IsNewest(path) && LogWatch.Refusal(path) is null, int.MaxValue));
        if (logs.New().Count == 0)
        {
            session.Error.Problem("no log found in the usual places (/var/log/nginx, /var/log/apache2, …): name one with --log");
            return null;
        }

        session.Error.Note($"following {Words.Count(logs._names.Count, "log")} of the usual places: {string.Join(", ", logs._names.Select(Shown))}");
        return logs;
    }

    /// <summary>Logs that are there now and were not before; they are followed from now on.</summary>
    public IReadOnlyList<string> New()
    {
        var added = new List<string>();
        var left = 0;
        var found = _search().ToList();
        var paths = found.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var name in found)
        {
            // A rotated file may have a log's extension: access-20261128.log beside access.log. It is read there.
            var isRotated = LogWatch.LogsOf(PathOf(name)).Any(log => paths.Contains(log) || _paths.ContainsKey(log));
            if (isRotated || _paths.ContainsKey(PathOf(name)) || LogWatch.Refusal(_session.PathOf(name)) is not null)
            {
                continue;
            }

            if (_names.Count >= LogWatch.MostLogs)
            {
                left++;
            }
            else if (Add(name))
            {
                added.Add(name);
            }
        }

        // Said when it begins to matter, not each minute.
        if (left > 0 && added.Count > 0)
        {
            _session.Error.Warning($"at most {Words.Count(LogWatch.MostLogs)} logs can be followed by one watch: {Words.Count(left)} left out");
        }

        return added;
    }

    private static WatchedLogs? Named(IReadOnlyList<string> named, Session session)
    {
        var patterns = named.Where(name => LogPattern.Is(name, session)).ToList();
        var logs = new WatchedLogs(session, () => patterns.SelectMany(pattern => LogPattern.Expand(pattern, session)));
        var paths = named.Select(logs.PathOf).ToHashSet(StringComparer.Ordinal);
        var rotated = new List<string>();
        foreach (var one in named.Except(patterns).DistinctBy(logs.PathOf))
        {
            if (Refusal(one, session) is { } refusal)
            {
                session.Error.Problem($"--log {Shown(one)}: {refusal}");
                return null;
            }

            // A shell's access.log* names them all; those are found beside the log as they are needed.
            if ((LogSources.SetOf(one) is { } set && set != one && paths.Contains(logs.PathOf(set))) || LogWatch.LogsOf(logs.PathOf(one)).Any(paths.Contains))
            {
                rotated.Add(one);
            }
            else
            {
                logs.Add(one);
            }
        }

        if (logs._names.Count > LogWatch.MostLogs)
        {
            session.Error.Problem($"{Words.Count(logs._names.Count)} logs: at most {Words.Count(LogWatch.MostLogs)} can be followed by one watch");
            return null;
        }

        logs.New();
        logs.Tell(patterns, rotated);
        return logs;
    }

    private static string? Refusal(string name, Session session) =>
        name == LogSource.StandardInput ? "standard input has no rotation to follow; goodgate logs - reads it" : LogWatch.Refusal(session.PathOf(name));

    private static string Shown(string name) => Evidence.Printable(name, LongestName);

    private static string List(List<string> names) => $"{string.Join(", ", names.Take(MostNames).Select(Shown))}{(names.Count > MostNames ? ", …" : "")}";

    // A link and its file are one log, and its lines count once.
    private bool Add(string name)
    {
        _paths.TryAdd(PathOf(name), name);
        if (LogWatch.NumberOf(_session.PathOf(name)) is { } number)
        {
            // The number of a file that is gone is given to the next one.
            if (_files.TryGetValue(number, out var same) && LogWatch.NumberOf(_session.PathOf(same)) == number)
            {
                _session.Error.Note($"{Shown(name)} is the same file as {Shown(same)}, and is followed once");
                return false;
            }

            _files[number] = name;
        }

        _names.Add(name);
        return true;
    }

    private void Tell(List<string> patterns, List<string> rotated)
    {
        if (rotated.Count > 0)
        {
            _session.Error.Note($"rotated files are found by themselves; left out: {List(rotated)}");
        }

        foreach (var pattern in patterns)
        {
            var count = LogPattern.Expand(pattern, _session).Count(name => _paths.ContainsKey(PathOf(name)));
            _session.Error.Note($"{Shown(pattern)}: {(count == 0 ? "nothing fits yet" : Words.Count(count, "log"))}; looked for each minute");
        }

        var missing = _names.Where(name => !File.Exists(_session.PathOf(name))).ToList();
        if (missing.Count > 0)
        {
            _session.Error.Note($"not there yet, or not to be seen by this user: {List(missing)}; read from the beginning when it appears");
        }
    }

    private string PathOf(string name) => Path.GetFullPath(_session.PathOf(name));
}
