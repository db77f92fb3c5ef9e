using System.Globalization;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>The verdict in one plain sentence: what, from when to when, how many, who must act, what first.</summary>
internal static class VerdictSentence
{
    public static string Of(LogReport report, ReportFacts facts)
    {
        if (report.Causes.Count == 0)
        {
            return report.Logs.All(log => log.Known == 0) ? "Nothing could be read: no line has a format known here." : $"No failure found{Within(report)}.";
        }

        var main = report.Causes[0];
        var count = main.Count > 0
            ? $"{main.Count:#,0} request{(main.Count == 1 ? "" : "s")} {(main.Cause.Id == CauseIds.ClientAborted ? "ended early" : "failed")}"
            : main.Repaired > 0 ? $"no request failed by it that the access log knows; {main.Repaired:#,0} attempt{(main.Repaired == 1 ? "" : "s")} failed and {(main.Repaired == 1 ? "was" : "were")} repaired by another server, or not logged"
            : $"{main.Signs:#,0} line{(main.Signs == 1 ? "" : "s")} say{(main.Signs == 1 ? "s" : "")} so; no access log was read that would tell how many requests failed";
        var share = main.Count > 0 && main.Count < report.Failed ? $" ({main.Count * 100 / report.Failed} % of all failures)" : "";
        return $"{What(main, facts)}{Span(main)}: {count}{share}; {Who(main.Party)} must act: {Step(main, facts)}";
    }

    private static string What(CauseRow main, ReportFacts facts) => main.Cause.Id switch
    {
        CauseIds.WorkerPoolExhausted when facts.Pools.Top(1) is [var pool] => $"PHP-FPM pool {pool.Name} was full",
        CauseIds.Undetermined => "Requests failed for a reason these logs do not name",
        _ => main.About is { } about ? $"{main.Cause.Text.Title} ({about})" : main.Cause.Text.Title,
    };

    private static string Step(CauseRow main, ReportFacts facts)
    {
        if (main.Cause.Id == CauseIds.WorkerPoolExhausted)
        {
            var script = facts.SlowScripts.Top(1) is [var slow] ? $"find why {slow.Name} is slow" : "find the slow script (request_slowlog_timeout = 5s)";
            return $"raise pm.max_children, or {script}.";
        }

        return main.Cause.Id == CauseIds.Undetermined && facts.Logs.Any(log => log.Systems.Contains("access-log"))
            ? "read the gateway's error log of the same time as well (goodgate logs ACCESS.LOG ERROR.LOG)."
            : main.Cause.Text.FirstSteps[0];
    }

    private static string Who(Party party) => party switch
    {
        Party.Visitor => "nobody, or the visitor,",
        Party.Operator => "whoever runs the gateway and server",
        Party.Application => "the developers of the application",
        Party.Hosting => "your host, or you if the server is yours,",
        Party.Network => "whoever runs the network",
        Party.Security => "whoever runs certificates and firewalls",
        Party.Cdn => "the CDN",
        _ => "Goodgate's developers",
    };

    private static string Span(CauseRow main) => (main.First, main.Last) switch
    {
        ({ } first, { } last) when first.UtcDateTime.Date == last.UtcDateTime.Date && last - first < TimeSpan.FromMinutes(1) => $" on {Day(first)} at {Clock(first)} UTC",
        ({ } first, { } last) when first.UtcDateTime.Date == last.UtcDateTime.Date => $" on {Day(first)} from {Clock(first)} to {Clock(last)} UTC",
        ({ } first, { } last) => $" from {Day(first)} {Clock(first)} to {Day(last)} {Clock(last)} UTC",
        _ => "",
    };

    private static string Within(LogReport report) => report.Requests > 0 ? $" in {report.Requests:#,0} request{(report.Requests == 1 ? "" : "s")}" : "";

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
