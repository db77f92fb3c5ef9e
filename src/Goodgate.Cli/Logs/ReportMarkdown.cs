using System.Globalization;
using System.Text;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reporting;

namespace Goodgate.Cli.Logs;

/// <summary>The report as Markdown, for a ticket or a mail. Text of logs stands in code, where it can make nothing else.</summary>
internal static class ReportMarkdown
{
    public static string Of(LogReport report)
    {
        var text = new StringBuilder().Append("# Bad gateways: what the logs say\n\n**").Append(Plain(report.Verdict)).Append("**\n\n");
        if (report.HasFailures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Words.Count(report.Failed)} failed{(report.Requests > 0 ? $" of {Words.Count(report.Requests)} requests" : "")}; {Plain(report.Scope)}.\n\n## Causes\n\n| count | cause | sure | who must act | from | to |\n|---:|---|---|---|---|---|\n");
            foreach (var row in report.Causes)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Words.Count(row.Count > 0 ? row.Count : row.Signs)} | `{row.Cause.Id}` {row.Cause.Text.Title} | {Words.Of(row.Confidence)} | {Words.Of(row.Party)} | {Time(row.First)} | {Time(row.Last)} |\n");
            }

            text.Append("\n## Evidence\n\n");
            foreach (var line in report.Causes.SelectMany(row => row.Evidence.Take(3)))
            {
                text.Append(CultureInfo.InvariantCulture, $"- {Code($"{line.File}:{line.Line}")} {Code(line.Text)}\n");
            }
        }

        Shares(text, "Pages", report.Pages);
        Shares(text, "Hosts", report.Hosts);
        Shares(text, "Servers", report.Servers);
        Shares(text, "Clients", report.Clients);
        Shares(text, "Robots", report.Crawlers);
        if (report.Timeline.Count > 0)
        {
            text.Append("\n## Over time\n\n| from (UTC) | failed | requests |\n|---|---:|---:|\n");
            foreach (var step in report.Timeline.Where(step => step.Failed > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Time(step.Start)} | {Words.Count(step.Failed)} | {(step.Requests > 0 ? Words.Count(step.Requests) : "")} |\n");
            }
        }

        List(text, "What changed just before or meanwhile", [.. report.Changes.Select(one => $"{Time(one.Time)} {one.System} {one.What}: {Code(one.Text)} {Code($"{one.File}:{one.Line}")}")], isPlain: false);
        List(text, "Harm", report.Harm);
        List(text, "Next steps", report.NextSteps);
        List(text, "What these logs could not tell", report.Untold);
        List(text, "Read", [.. report.Logs.Select(log => $"{Code(log.Name)}: {Words.Count(log.Lines, "line")} ({string.Join(", ", log.Systems)}) {SkipWords.Of(log.Skips)}".TrimEnd())], isPlain: false);
        return text.ToString();
    }

    private static void Shares(StringBuilder text, string title, IReadOnlyList<Share> shares) =>
        List(text, title, [.. shares.Select(one => $"{Code(one.Name)} {Words.Count(one.Count)}")], isPlain: false);

    private static void List(StringBuilder text, string title, IReadOnlyList<string> lines, bool isPlain = true)
    {
        if (lines.Count == 0)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (var line in lines)
        {
            text.Append("- ").Append(isPlain ? Plain(line) : line).Append('\n');
        }
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    // A fence longer than any inside.
    private static string Code(string text)
    {
        var clean = text.ReplaceLineEndings(" ");
        var fence = clean.Contains('`', StringComparison.Ordinal) ? "``" + (clean.Contains("``", StringComparison.Ordinal) ? "`" : "") : "`";
        return fence.Length == 1 ? $"`{clean}`" : $"{fence} {clean} {fence}";
    }

    private static string Plain(string text) => text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal);
}
