using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reporting;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary>The report for a person at a terminal, or a pipe.</summary>
internal static class ReportPage
{
    private const int Indent = 4;
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    public static void Show(Screen screen, LogReport report)
    {
        screen.Line();
        screen.Prose(report.Verdict, report.HasFailures ? Palette.Bad : Palette.Good, 2);
        if (report.HasFailures)
        {
            Scope(screen, report);
            Timeline(screen, report);
            Causes(screen, report);
            Changes(screen, report);
            List(screen, "Harm", report.Harm);
            List(screen, "Next steps", report.NextSteps, numbered: true);
        }

        List(screen, "What these logs could not tell", report.Untold);
        Logs(screen, report);
    }

    private static void Scope(Screen screen, LogReport report)
    {
        var of = report.Requests > 0 ? $" of {Words.Count(report.Requests)} requests ({report.Failed * 100.0 / report.Requests:0.##} %)" : "";
        Heading(screen, "Scope");
        screen.Prose($"{Words.Count(report.Failed)} failed{of}; {report.Scope}.", Palette.Plain, Indent);
        Shares(screen, "pages", report.Pages);
        Shares(screen, "hosts", report.Hosts);
        Shares(screen, "servers", report.Servers);
        Shares(screen, "clients", report.Clients);
        Shares(screen, "robots", report.Crawlers);
    }

    private static void Shares(Screen screen, string what, IReadOnlyList<Share> shares)
    {
        if (shares.Count > 0)
        {
            screen.Prose($"{what,-8}{string.Join(" · ", shares.Take(5).Select(one => $"{one.Name} {Words.Count(one.Count)}"))}", Palette.Quiet, Indent);
        }
    }

    private static void Timeline(Screen screen, LogReport report)
    {
        if (report.Timeline.Count == 0)
        {
            return;
        }

        var most = report.Timeline.Max(one => one.Failed);
        var bars = string.Concat(report.Timeline.Select(one => Blocks[one.Failed == 0 ? 0 : 1 + (int)((one.Failed * 7) / Math.Max(1, most))]));
        var columns = report.Timeline.Count > 1 ? $"each column {Span(report.Timeline[1].Start - report.Timeline[0].Start)}, the highest {Words.Count(most)}" : Words.Count(most);
        Heading(screen, $"Failures over time ({columns})");
        screen.Prose(bars, Palette.Bad, Indent);
        screen.Prose($"{Clock(report.Timeline[0].Start)} … {Clock(report.Timeline[^1].Start)} UTC", Palette.Quiet, Indent);
    }

    private static void Causes(Screen screen, LogReport report)
    {
        Heading(screen, "Causes");
        foreach (var row in report.Causes)
        {
            var count = row.Count > 0 ? Words.Count(row.Count) : $"({Words.Count(row.Signs, "line")})";
            screen.Prose($"{count,9}  {row.Cause.Id}  {Words.Of(row.Confidence)} · {Words.Of(row.Party)} must act{(row.About is { } about ? $" · {about}" : "")}{Between(row)}", Palette.Of(row.Cause.Severity), Indent);
            screen.Prose(row.Cause.Text.Title, Palette.Plain, Indent + 11);
            foreach (var line in row.Evidence.Take(3))
            {
                screen.Prose($"{Evidence.Printable(line.File, 120)}:{line.Line}  {line.Text}", Palette.Quiet, Indent + 11);
            }
        }
    }

    private static void Changes(Screen screen, LogReport report)
    {
        if (report.Changes.Count > 0)
        {
            Heading(screen, "What changed just before or meanwhile");
            foreach (var one in report.Changes)
            {
                screen.Prose($"{(one.Time is { } time ? Clock(time) : "?")}  {one.System} {one.What}: {one.Text} ({Evidence.Printable(one.File, 120)}:{one.Line})", Palette.Plain, Indent);
            }
        }
    }

    private static void List(Screen screen, string title, IReadOnlyList<string> lines, bool numbered = false)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Heading(screen, title);
        for (var i = 0; i < lines.Count; i++)
        {
            screen.Prose(lines[i], Palette.Plain, Indent + 3, new string(' ', Indent) + (numbered ? $"{i + 1}. " : "·  "));
        }
    }

    private static void Logs(Screen screen, LogReport report)
    {
        Heading(screen, "Read");
        foreach (var log in report.Logs)
        {
            var skipped = SkipWords.Of(log.Skips);
            screen.Prose($"{Evidence.Printable(log.Name, 160)}: {Words.Count(log.Lines, "line")}{(log.Systems.Count > 0 ? $" ({string.Join(", ", log.Systems)})" : "")}{(skipped.Length > 0 ? $"; {skipped}" : "")}{(log.Problem is { } problem ? $"; {Evidence.Printable(problem, 200)}" : "")}", Palette.Quiet, Indent);
        }
    }

    private static string Between(CauseRow row) => row is { First: { } first, Last: { } last } ? $" · {Clock(first)} to {Clock(last)}" : "";

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan step) => step.TotalDays >= 1 ? $"{step.TotalDays:0} d" : step.TotalHours >= 1 ? $"{step.TotalHours:0} h" : step.TotalMinutes >= 1 ? $"{step.TotalMinutes:0} min" : $"{step.TotalSeconds:0} s";

    private static void Heading(Screen screen, string text)
    {
        screen.Line();
        screen.Prose(text, Palette.AccentStrong, 2);
    }
}
