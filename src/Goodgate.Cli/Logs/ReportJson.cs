using Goodgate.Cli.Showing;
using Goodgate.Logs.Reporting;
using Goodgate.Logs.Running;

namespace Goodgate.Cli.Logs;

/// <summary>The report for programs.</summary>
internal static class ReportJson
{
    public static object Of(LogReport report) => new
    {
        report.Verdict,
        report.Failed,
        report.Repaired,
        report.Requests,
        report.First,
        report.Last,
        Causes = report.Causes.Select(row => new
        {
            Cause = row.Cause.Id,
            row.Cause.Text.Title,
            Party = Words.Id(row.Party),
            Confidence = Words.Id(row.Confidence),
            row.Count,
            row.Signs,
            row.Repaired,
            row.First,
            row.Last,
            row.About,
            Evidence = row.Evidence.Select(line => new { line.File, line.Line, line.Time, line.Text }),
        }),
        Scope = new { Summary = report.Scope, report.Hosts, report.Pages, report.Servers, report.Clients, report.Crawlers },
        report.Timeline,
        report.Changes,
        report.Harm,
        report.NextSteps,
        report.Untold,
        Logs = report.Logs.Select(log => new
        {
            log.Name,
            log.Lines,
            log.Known,
            log.Systems,
            log.Problem,
            Skipped = Enum.GetValues<SkipReason>().Where(reason => log.Skips[reason] > 0).ToDictionary(reason => Words.Id(reason), reason => log.Skips[reason]),
        }),
    };
}
