using Goodgate.Cli.Logs;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>Which logs are followed: those that were named, or those of the usual places.</summary>
internal static class WatchedLogs
{
    private const int LongestName = 200;

    /// <summary>The logs as they were named; null when one cannot be followed, and that was said.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="root">Root of the usual places.</param>
    /// <param name="session">The call of the program.</param>
    public static IReadOnlyList<string>? Find(WatchOptions asked, string root, Session session)
    {
        if (asked.Logs.Count > 0)
        {
            return Named(asked.Logs, session);
        }

        // A pool or a status page may be all somebody wants to watch.
        if (asked.Pools.Count > 0 || asked.StatusUrls.Count > 0)
        {
            return [];
        }

        var found = UsualPlaces.Find(root, alsoEmpty: true).Where(path => LogSources.IsNewest(path) && LogWatch.Refusal(path) is null).Take(LogWatch.MostLogs).ToList();
        if (found.Count == 0)
        {
            session.Error.Problem("no log found in the usual places (/var/log/nginx, /var/log/apache2, …): name one with --log");
            return null;
        }

        session.Error.Note($"following {Words.Count(found.Count, "log")} of the usual places: {string.Join(", ", found.Select(one => Evidence.Printable(one, LongestName)))}");
        return found;
    }

    private static List<string>? Named(IReadOnlyList<string> named, Session session)
    {
        var logs = new List<string>();
        var rotated = new List<string>();
        foreach (var one in named.DistinctBy(name => Path.GetFullPath(session.PathOf(name))))
        {
            if (LogWatch.Refusal(session.PathOf(one)) is { } refusal)
            {
                session.Error.Problem($"--log {Evidence.Printable(one, LongestName)}: {refusal}");
                return null;
            }

            // A shell's access.log* names them all; those are found beside the log as they are needed.
            (LogSources.SetOf(one) is { } set && set != one && named.Contains(set) ? rotated : logs).Add(one);
        }

        if (logs.Count > LogWatch.MostLogs)
        {
            session.Error.Problem($"{Words.Count(logs.Count)} logs: at most {Words.Count(LogWatch.MostLogs)} can be followed by one watch");
            return null;
        }

        if (rotated.Count > 0)
        {
            session.Error.Note($"rotated files are found by themselves; left out: {string.Join(", ", rotated.Take(10).Select(one => Evidence.Printable(one, LongestName)))}{(rotated.Count > 10 ? ", …" : "")}");
        }

        return logs;
    }
}
