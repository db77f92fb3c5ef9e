using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>From joined failures to the report.</summary>
internal static class ReportSummary
{
    public static LogReport Of(ReportFacts facts)
    {
        // Lines about no request count as signs; where nothing else tells of failed requests, they are what there is.
        var counted = facts.Failures.Where(one => one is { IsJoined: false, IsAboutRequest: true, IsRepaired: false }).ToList();
        var repaired = facts.Failures.Where(one => one is { IsJoined: false, IsRepaired: true }).ToList();
        var hasRecords = facts.Failures.Any(one => one.IsRecord);
        var beyond = facts.Overflow.Rows(hasRecords);
        var signs = facts.Failures.Where(one => !one.IsAboutRequest).ToList();
        var failed = counted.Where(one => one.Cause.Id != CauseIds.ClientAborted).ToList();
        var causes = Causes([.. counted, .. signs, .. repaired], beyond, facts);
        var quiet = facts.Quiet.Values.Sum();
        var times = counted.Concat(signs).Where(one => one.Time is not null && one.Cause.Id != CauseIds.ClientAborted).Select(one => one.Time!.Value).DefaultIfEmpty().ToList();
        times.AddRange(beyond.Where(row => row.Cause.Id != CauseIds.ClientAborted).SelectMany(row => new[] { row.First, row.Last }).OfType<DateTimeOffset>());
        var hasTimes = times[0] != default || times.Count > 1;
        var (pages, hosts, servers, clients) = (Count(failed, one => one.Target), Count(failed, one => one.Host), Count(failed, one => one.Peer), Count(failed, one => one.Client));
        var report = new LogReport
        {
            Verdict = "",
            Failed = failed.Count + beyond.Where(row => !row.IsSign && row.Cause.Id != CauseIds.ClientAborted).Sum(row => row.Count),
            Repaired = repaired.Count,
            Requests = quiet == 0 && !counted.Exists(one => one.IsRecord) ? 0 : quiet + counted.Count + beyond.Where(row => !row.IsSign).Sum(row => row.Count),
            First = hasTimes ? times.Min() : null,
            Last = hasTimes ? times.Max() : null,
            Causes = causes,
            Logs = facts.Logs,
            Scope = ScopeWords.Of(failed.Count, pages, hosts, servers, clients),
            Hosts = hosts.Top(facts.Top),
            Pages = pages.Top(facts.Top),
            Servers = servers.Top(facts.Top),
            Clients = clients.Top(facts.Top),
            Crawlers = Count(failed, one => one.Crawler).Top(facts.Top),
            Timeline = ReportTimeline.Of(failed, signs, facts.Quiet, facts.Overflow.Minutes(hasRecords)),
            Changes = Changes(facts, causes),
            Harm = HarmWords.Of(failed),
            NextSteps = causes.Count == 0 ? [] : causes[0].Cause.Text.FirstSteps,
            Untold = UntoldWords.Of(counted, repaired.Count, causes, facts),
        };
        return report with { Verdict = VerdictSentence.Of(report, facts) };
    }

    private static List<CauseRow> Causes(List<Failure> lines, IReadOnlyList<OverflowRow> beyond, ReportFacts facts)
    {
        var kept = lines.ToLookup(one => one.Cause);
        var more = beyond.ToLookup(row => row.Cause);
        return
        [
            .. kept.Select(group => group.Key).Union(more.Select(group => group.Key)).Select(cause => Row(cause, [.. kept[cause]], [.. more[cause]], facts))
                .OrderBy(row => row.Cause.Id == CauseIds.ClientAborted)
                .ThenByDescending(row => row.Count).ThenByDescending(row => row.Signs + row.Repaired).ThenBy(row => row.Cause.Id, StringComparer.Ordinal).Take(facts.Top),
        ];
    }

    private static CauseRow Row(Cause cause, List<Failure> lines, List<OverflowRow> beyond, ReportFacts facts)
    {
        var times = lines.Select(one => one.Time).Concat(beyond.SelectMany(row => new[] { row.First, row.Last })).OfType<DateTimeOffset>().ToList();
        var parties = lines.Select(one => (one.Party, Count: 1L)).Concat(beyond.Select(row => (row.Party, row.Count)));
        return new CauseRow(
            cause,
            parties.GroupBy(one => one.Party).MaxBy(party => party.Sum(one => one.Count))!.Key,

            // No surer than its least sure line: Certain is the smallest value, Undetermined the largest.
            lines.Select(one => one.Confidence).Concat(beyond.Select(row => row.Confidence)).Max(),
            lines.LongCount(one => one is { IsAboutRequest: true, IsRepaired: false }) + beyond.Where(row => !row.IsSign).Sum(row => row.Count))
        {
            Signs = lines.LongCount(one => !one.IsAboutRequest) + beyond.Where(row => row.IsSign).Sum(row => row.Count),
            Repaired = lines.LongCount(one => one.IsRepaired),
            First = times.Count > 0 ? times.Min() : null,
            Last = times.Count > 0 ? times.Max() : null,
            About = cause.Id == CauseIds.WorkerPoolExhausted
                ? facts.Pools.Top(1) is [var pool] ? $"pool {pool.Name}" : null
                : Count(lines, one => one.Peer).Top(1) is [var peer] ? peer.Name : null,
            Evidence = facts.EvidenceOf(cause.Id),
        };
    }

    // A quarter of an hour before the first failure of the main cause, and what fell among the failures.
    private static List<ChangeRow> Changes(ReportFacts facts, List<CauseRow> causes)
    {
        if (causes.Count == 0 || causes[0].First is not { } first)
        {
            return [.. facts.Changes.TakeLast(facts.Top)];
        }

        return [.. facts.Changes.Where(one => one.Time is { } time && time >= first - TimeSpan.FromMinutes(15) && time <= (causes[0].Last ?? first))
            .OrderBy(one => one.Time).Take(facts.Top)];
    }

    private static Tally Count(List<Failure> failures, Func<Failure, string?> name)
    {
        var tally = new Tally();
        foreach (var one in failures)
        {
            tally.Add(name(one));
        }

        return tally;
    }
}
