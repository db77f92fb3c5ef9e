using System.Globalization;
using System.Net;
using System.Text;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Reporting;

namespace Goodgate.Cli.Logs;

/// <summary>Charts as SVG inside the page. Each column tells its numbers to who points at it, and to a screen reader.</summary>
internal static class ReportChart
{
    private const int Width = 960;
    private const int Height = 180;
    private const int Foot = 22;

    /// <summary>A few columns over the whole width look like one block.</summary>
    private const double Widest = 48;

    /// <summary>Room for two labels with dates.</summary>
    private const double Labels = 340;

    /// <summary>Failures per step as columns.</summary>
    public static string Timeline(IReadOnlyList<TimelineStep> steps)
    {
        if (steps.Count == 0)
        {
            return "";
        }

        var most = Math.Max(1, steps.Max(step => step.Failed));
        var each = Math.Min(Widest, (double)Width / steps.Count);
        var form = steps.Count > 1 && steps[1].Start - steps[0].Start >= TimeSpan.FromMinutes(1) ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss";
        var chart = Begin($"Failures over time, at most {Words.Count(most)} in a step", Height);
        for (var i = 0; i < steps.Count; i++)
        {
            var tall = (double)steps[i].Failed / most * (Height - Foot - 16);
            var told = $"{Clock(steps[i].Start, form)} UTC: {Words.Count(steps[i].Failed)} failed{(steps[i].Requests > 0 ? $" of {Words.Count(steps[i].Requests)}" : "")}";
            chart.Append(CultureInfo.InvariantCulture, $"<rect x=\"{i * each:0.#}\" y=\"{Height - Foot - tall:0.#}\" width=\"{Math.Max(1, each - 2):0.#}\" height=\"{tall:0.#}\" fill=\"var(--bar)\"><title>{told}</title></rect>");
        }

        chart.Append(CultureInfo.InvariantCulture, $"<line x1=\"0\" x2=\"{Width}\" y1=\"{Height - Foot}\" y2=\"{Height - Foot}\" stroke=\"var(--line)\"/>");
        var right = steps.Count * each;
        var isWide = right >= Labels;
        Label(chart, 0, Height - 6, "start", Clock(steps[0].Start, form) + (isWide || steps.Count == 1 ? "" : $" to {Clock(steps[^1].Start, form)}"));
        if (isWide)
        {
            Label(chart, right, Height - 6, "end", Clock(steps[^1].Start, form));
        }

        Label(chart, 0, 12, "start", Words.Count(most));
        return chart.Append("</svg>\n").ToString();
    }

    /// <summary>Causes as bars.</summary>
    public static string Causes(IReadOnlyList<CauseRow> causes)
    {
        var most = Math.Max(1, causes.Max(row => Math.Max(row.Count, row.Signs)));
        var chart = Begin("Causes by count", causes.Count * 26);
        for (var i = 0; i < causes.Count; i++)
        {
            var count = causes[i].Count > 0 ? causes[i].Count : causes[i].Signs;
            var wide = Math.Max(2, (double)count / most * (Width - 420));
            Label(chart, 250, (i * 26) + 17, "end", causes[i].Cause.Id);
            chart.Append(CultureInfo.InvariantCulture, $"<rect x=\"260\" y=\"{(i * 26) + 4}\" width=\"{wide:0.#}\" height=\"17\" fill=\"var(--bar)\"/>");
            Label(chart, 268 + wide, (i * 26) + 17, "start", Words.Count(count));
        }

        return chart.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string title, int height) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\"><title>{WebUtility.HtmlEncode(title)}</title>");

    private static void Label(StringBuilder chart, double x, double y, string anchor, string text) =>
        chart.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"13\" text-anchor=\"{anchor}\" fill=\"currentColor\">{WebUtility.HtmlEncode(text)}</text>");

    private static string Clock(DateTimeOffset time, string form) => time.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);
}
