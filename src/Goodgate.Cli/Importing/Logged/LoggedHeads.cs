using Goodgate.Cli.Showing;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Importing.Logged;

/// <summary>Looks through logs for answers whose head did not fit: <c>upstream sent too big header</c>.</summary>
internal static class LoggedHeads
{
    /// <summary>Servers and hosts told apart. More is a scan of hosts, and one finding says as much.</summary>
    private const int Most = 1000;

    /// <summary>Reads the logs to their end.</summary>
    /// <param name="typed">Files and folders.</param>
    /// <param name="session">Where they are looked for, and told what cannot be read.</param>
    /// <returns>Null when nothing could be read.</returns>
    public static async Task<IReadOnlyList<LoggedHead>?> ReadAsync(IReadOnlyList<string> typed, Session session)
    {
        var (problems, skipped) = (new List<string>(), new List<string>());
        var sources = LogSources.Find(typed, session.PathOf, Console.OpenStandardInput, problems, skipped);
        var options = new LogOptions { Now = session.Time.GetUtcNow(), Zone = session.Time.LocalTimeZone };
        var heads = new Dictionary<(string? Peer, string? Host), LoggedHead>();
        foreach (var source in sources)
        {
            if (await LogRun.ReadAsync(source, options, block => Take(block, source.Name, heads), session.Signals.Stop) is { } problem)
            {
                problems.Add($"{source.Name}: {problem}");
            }
        }

        foreach (var problem in problems)
        {
            session.Error.Problem(Evidence.Printable(problem, 300));
        }

        return sources.Count == 0 ? null : [.. heads.Values];
    }

    private static void Take(BlockResult block, string log, Dictionary<(string? Peer, string? Host), LoggedHead> heads)
    {
        foreach (var finding in block.Findings.Where(one => one.Verdict?.Cause.Id == CauseIds.ResponseHeaderTooLarge && one.Seen.System == "nginx"))
        {
            var key = (finding.Seen.Peer, finding.Seen.Host);
            if (heads.TryGetValue(key, out var known))
            {
                heads[key] = known with { Count = known.Count + 1 };
            }
            else if (heads.Count < Most)
            {
                heads[key] = new LoggedHead(finding.Seen.Peer, finding.Seen.Host, 1, log, finding.Line);
            }
        }
    }
}
