using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>From joined failures to the report.</summary>
internal static class ReportSummary
{
    public static LogReport Of(ReportFacts facts)
    {
        // Lines about no request count as signs; where nothing else tells of failed requests, they are what there is.
        var counted = facts.Failures.Where(one => !one.IsJoined && one.IsAboutRequest).ToList();
        var signs = facts.Failures.Where(one => !one.IsAboutRequest).ToList();
        var failed = counted.Where(one => one.Cause.Id != CauseIds.ClientAborted).ToList();
        var causes = Causes(counted, signs, facts);
        var quiet = facts.Quiet.Values.Sum();
        var times = counted.Concat(signs).Where(one => one.Time is not null && one.Cause.Id != CauseIds.ClientAborted).Select(one => one.Time!.Value).DefaultIfEmpty().ToList();
        var hasTimes = times[0] != default || times.Count > 1;
        var (pages, hosts, servers, clients) = (Count(failed, one => one.Target), Count(failed, one => one.Host), Count(failed, one => one.Peer), Count(failed, one => one.Client));
        var report = new LogReport
        {
            Verdict = "",
            Failed = failed.Count + facts.Beyond,
            Requests = quiet == 0 && !counted.Exists(one => one.IsRecord) ? 0 : quiet + counted.Count + facts.Beyond,
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
            Timeline = ReportTimeline.Of(failed, signs, facts.Quiet),
            Changes = Changes(facts, causes),
            Harm = HarmWords.Of(failed),
            NextSteps = causes.Count == 0 ? [] : causes[0].Cause.Text.FirstSteps,
            Untold = UntoldWords.Of(counted, causes, facts),
        };
        return report with { Verdict = VerdictSentence.Of(report, facts) };
    }

    private static List<CauseRow> Causes(List<Failure> counted, List<Failure> signs, ReportFacts facts) =>
    [
        .. counted.Concat(signs).GroupBy(one => one.Cause.Id).Select(group => Row(group, facts))
            .OrderBy(row => row.Cause.Id == CauseIds.ClientAborted)
            .ThenByDescending(row => row.Count).ThenByDescending(row => row.Signs).ThenBy(row => row.Cause.Id, StringComparer.Ordinal).Take(facts.Top),
    ];

    private static CauseRow Row(IGrouping<string, Failure> group, ReportFacts facts)
    {
        var times = group.Where(one => one.Time is not null).Select(one => one.Time!.Value).ToList();
        var first = group.First();
        return new CauseRow(first.Cause, group.GroupBy(one => one.Party).MaxBy(party => party.Count())!.Key, group.GroupBy(one => one.Confidence).MaxBy(sure => sure.Count())!.Key, group.LongCount(one => one.IsAboutRequest))
        {
            Signs = group.LongCount(one => !one.IsAboutRequest),
            First = times.Count > 0 ? times.Min() : null,
            Last = times.Count > 0 ? times.Max() : null,
            About = group.Key == CauseIds.WorkerPoolExhausted
                ? facts.Pools.Top(1) is [var pool] ? $"pool {pool.Name}" : null
                : Count([.. group], one => one.Peer).Top(1) is [var peer] ? peer.Name : null,
            Evidence = facts.EvidenceOf(group.Key),
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
