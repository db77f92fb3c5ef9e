using System.Globalization;
using System.Net;
using System.Text;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reporting;

namespace Goodgate.Cli.Logs;

/// <summary>The report as one HTML file: no script, nothing loaded from elsewhere, every text of a log escaped. It can be sent to a host as it is.</summary>
internal static class ReportHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--bad:#b3261e;--quiet:#5f6368;--line:#d0d4d9;--bar:#b3261e;--ground:#fff;--text:#1b1c1e}
        @media(prefers-color-scheme:dark){:root{--bad:#ff8a80;--quiet:#a6abb3;--line:#3a3e45;--bar:#ff8a80;--ground:#17181b;--text:#e8eaed}}
        body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;background:var(--ground);color:var(--text)}
        h1{font-size:1.1rem;color:var(--quiet);font-weight:600}h2{font-size:1.05rem;margin-top:2rem}
        .verdict{font-size:1.35rem;font-weight:600;color:var(--bad);margin:.3rem 0 1rem}.fine{color:inherit}
        table{border-collapse:collapse;width:100%}td,th{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        code{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}.quiet{color:var(--quiet)}svg{width:100%;height:auto;display:block}
        .cols{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:0 2rem}
        """;

    public static string Of(LogReport report, DateTimeOffset now)
    {
        var page = new StringBuilder(16 * 1024);
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>Bad gateways: what the logs say</title><style>").Append(Style).Append("</style></head><body>\n")
            .Append("<h1>Bad gateways: what the logs say</h1>\n<p class=\"verdict").Append(report.HasFailures ? "" : " fine").Append("\">").Append(Text(report.Verdict)).Append("</p>\n");
        if (report.HasFailures)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Words.Count(report.Failed)} failed{(report.Requests > 0 ? $" of {Words.Count(report.Requests)} requests" : "")}; {Text(report.Scope)}.</p>\n");
            page.Append(ReportChart.Timeline(report.Timeline));
            Causes(page, report);
        }

        page.Append("<div class=\"cols\">");
        Shares(page, "Pages", report.Pages);
        Shares(page, "Hosts", report.Hosts);
        Shares(page, "Servers", report.Servers);
        Shares(page, "Clients", report.Clients);
        Shares(page, "Robots", report.Crawlers);
        page.Append("</div>\n");
        List(page, "What changed just before or meanwhile", report.Changes.Select(one => $"{Time(one.Time)} {Text(one.System)} {Text(one.What)}: <code>{Text(one.Text)}</code> <span class=\"quiet\">{Text(one.File)}:{one.Line}</span>"));
        List(page, "Harm", report.Harm.Select(Text));
        List(page, "Next steps", report.NextSteps.Select(Text), "ol");
        List(page, "What these logs could not tell", report.Untold.Select(Text));
        List(page, "Read", report.Logs.Select(log => $"<code>{Text(log.Name)}</code>: {Words.Count(log.Lines, "line")} {Text($"({string.Join(", ", log.Systems)}) {SkipWords.Of(log.Skips)} {log.Problem}")}"));
        return page.Append(CultureInfo.InvariantCulture, $"<p class=\"quiet\">Times are UTC. Made by goodgate logs, {Time(now)}.</p>\n</body></html>\n").ToString();
    }

    private static void Causes(StringBuilder page, LogReport report)
    {
        page.Append("<h2>Causes</h2>\n").Append(ReportChart.Causes(report.Causes)).Append("<table><tr><th class=\"n\">count</th><th>cause</th><th>sure</th><th>who must act</th><th>from, to</th></tr>\n");
        foreach (var row in report.Causes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{Words.Count(row.Count > 0 ? row.Count : row.Signs)}</td><td><strong>{Text(row.Cause.Text.Title)}</strong><br><code>{row.Cause.Id}</code>{(row.About is { } about ? $" <span class=\"quiet\">{Text(about)}</span>" : "")}</td><td>{Words.Of(row.Confidence)}</td><td>{Words.Of(row.Party)}</td><td>{Time(row.First)}<br>{Time(row.Last)}</td></tr>\n");
            foreach (var line in row.Evidence.Take(5))
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr><td></td><td colspan=\"4\"><code>{Text(line.Text)}</code><br><span class=\"quiet\">{Text(line.File)}:{line.Line}</span></td></tr>\n");
            }
        }

        page.Append("</table>\n");
    }

    private static void Shares(StringBuilder page, string title, IReadOnlyList<Share> shares)
    {
        if (shares.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<div><h2>{title}</h2><table>");
        foreach (var one in shares)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Text(one.Name)}</code></td><td class=\"n\">{Words.Count(one.Count)}</td></tr>");
        }

        page.Append("</table></div>\n");
    }

    private static void List(StringBuilder page, string title, IEnumerable<string> lines, string tag = "ul")
    {
        var items = string.Concat(lines.Select(line => $"<li>{line}</li>\n"));
        if (items.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<{tag}>{items}</{tag}>\n");
        }
    }

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
