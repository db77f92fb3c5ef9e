using Goodgate.Gateway.Data;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Reporting;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary>The report: reads all logs, joins what belongs together, and shows it in the form asked for.</summary>
internal static class ReportRun
{
    public static async Task<int> RunAsync(IReadOnlyList<LogSource> sources, LogsOptions asked, LogOptions options, Session session)
    {
        var builder = new ReportBuilder(asked.Top);
        var heap = new SmallHeap();
        using (var progress = new ReadProgress(sources, session))
        {
            foreach (var source in sources)
            {
                var intake = builder.Begin(source);
                var problem = await LogRun.ReadAsync(source, options, block =>
                {
                    intake.Take(block);
                    heap.Look();
                    progress.Moved(block.BytesRead);
                }, session.Signals.Stop);
                var fact = intake.End(problem);
                progress.Ended(source);
                if (problem is not null || (fact.Known == 0 && fact.Lines > 0))
                {
                    progress.Clear();
                    SkipWords.Tell(fact, session);
                }

            }
        }

        var report = builder.Build();
        if (!Written(asked.Html, () => ReportHtml.Of(report, session.Time.GetUtcNow()), session) || !Written(asked.Markdown, () => ReportMarkdown.Of(report), session))
        {
            return ExitCodes.Usage;
        }

        if (asked.Json)
        {
            session.Out.Line(JsonText.Of(ReportJson.Of(report)));
        }
        else
        {
            ReportPage.Show(session.Out, report);
        }

        return report.Logs.All(log => log.Known == 0 && (log.Lines > 0 || log.Problem is not null)) ? ExitCodes.Usage : report.HasFailures ? ExitCodes.Problem : ExitCodes.Fine;
    }

    private static bool Written(string? path, Func<string> text, Session session)
    {
        if (path is null)
        {
            return true;
        }

        try
        {
            File.WriteAllText(session.PathOf(path), text());
            session.Error.Note($"report written to {Evidence.Printable(path, 200)}");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Error.Problem($"{Evidence.Printable(path, 200)} {FileTrouble.Words(e, session.PathOf(path), "written")}. Name another file.");
            return false;
        }
    }
}
