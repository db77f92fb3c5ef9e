using System.Globalization;
using Goodgate.Cli.Running;
using Goodgate.Verdicts.Judging;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Goodgate.Cli.Showing;

/// <summary>A verdict for a person at a terminal: what failed, why, who must act, what to do first.</summary>
internal static class VerdictCard
{
    public static IRenderable Of(Verdict verdict, DateTimeOffset now, WhereToLook where)
    {
        var seen = verdict.Observation;
        var head = new Paragraph()
            .Append(verdict.Observation.Saved ? "● " : "✗ ", Palette.Of(verdict.Cause.Severity))
            .Append($"{VerdictLine.Status(verdict)} {verdict.Cause.Id}", Palette.Of(verdict.Cause.Severity))
            .Append($"  {VerdictLine.Request(verdict)}", Palette.Plain);
        if (VerdictLine.Server(verdict) is { } server)
        {
            head.Append(" → ", Palette.Quiet).Append(server, Palette.Plain);
        }

        head.Append("  " + (seen.Time ?? now).ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), Palette.Quiet);
        var body = new Paragraph()
            .Append(verdict.Summary + "\n", Palette.Plain)
            .Append($"{Words.Of(verdict.Party)} must act", Palette.AccentStrong)
            .Append("  " + verdict.Cause.Text.FirstSteps[0], Palette.Plain);
        if (seen.RequestId is { Length: > 0 } id)
        {
            // The visitor's page names it: it must be found here, even where no command can tell more.
            body.Append("\n" + (where.Explain(id) ?? $"id {Evidence.Printable(id)}"), Palette.Quiet);
        }

        return new Rows(head, new Padder(body, new Padding(2, 0, 0, 0)));
    }
}
