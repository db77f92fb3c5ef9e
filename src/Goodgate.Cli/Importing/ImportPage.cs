using Goodgate.Cli.Importing.Writing;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Showing;
using Spectre.Console;

namespace Goodgate.Cli.Importing;

/// <summary>
/// What was found, for people: findings as <c>FILE:LINE:COLUMN: …</c>, the form editors jump to, on standard error as those of <c>goodgate check</c>.
/// Settings asked for without a file name have standard output to themselves.
/// </summary>
internal static class ImportPage
{
    public static void Show(ImportOptions options, ImportResult result, Conversion? converted, Session session)
    {
        foreach (var (place, why) in result.Left)
        {
            session.Error.Warning($"{At(place)}: not read: {why}");
        }

        foreach (var finding in result.Findings)
        {
            Show(session.Error, finding);
        }

        foreach (var gap in converted?.Plan.Gaps ?? [])
        {
            Show(session.Error, gap);
        }

        var toOutput = converted?.Text is not null && options.Out is null;
        (toOutput ? session.Error : session.Out).Line(Sum(options, result, converted));
        if (toOutput)
        {
            session.Out.Writer.Write(converted!.Text);
        }
    }

    private static string Sum(ImportOptions options, ImportResult result, Conversion? converted)
    {
        var files = result.Files > 1 ? $" and {Words.Count(result.Files - 1, "file")} it includes" : "";
        var found = result.Findings.Count == 0 ? "nothing that causes bad gateways" : Words.Count(result.Findings.Count, "finding");
        var written = converted switch
        {
            null => "",
            { Text: null } => "; nothing in it is served over HTTP, so there are no settings to write",
            { Plan.Gaps.Count: 0 } => $"; {options.Out ?? "settings"} written, nothing left out",
            _ => $"; {options.Out ?? "settings"} written, {Words.Count(converted.Plan.Gaps.Count, "line")} without an equivalent",
        };
        return $"{Shown.Plain(options.File)}{files}: {found}{written}";
    }

    private static void Show(Screen screen, Finding finding)
    {
        if (!screen.IsTerminal)
        {
            // Last, so that it is copied up to the end of the line; what goes on below is indented, as it is no finding of its own.
            screen.Line($"{At(finding.Place)}: {finding.Rule}: {finding.What}: {finding.Why}; leads to {string.Join(", ", finding.Causes)}; better: {finding.Better.Replace("\n", "\n    ", StringComparison.Ordinal)}");
            return;
        }

        screen.Show(new Paragraph($"{At(finding.Place)}\n", Palette.Strong).Append($"  {finding.Rule}\n", Palette.Warn));
        screen.Prose(finding.What, Palette.Strong, 2);
        screen.Prose(finding.Why, Palette.Plain, 2);

        // Not wrapped: it is there to be copied.
        screen.Show(new Text("  better: ", Palette.Quiet));
        screen.Line(finding.Better.Replace("\n", "\n          ", StringComparison.Ordinal));
        screen.Prose($"leads to: {string.Join(", ", finding.Causes)}", Palette.Quiet, 2);
        screen.Line();
    }

    private static void Show(Screen screen, Gap gap)
    {
        if (!screen.IsTerminal)
        {
            screen.Line($"{At(gap.Place)}: no-equivalent: {gap.What}: {gap.Instead}");
            return;
        }

        screen.Show(new Paragraph($"{At(gap.Place)}\n", Palette.Strong).Append("  no equivalent\n", Palette.Warn));
        screen.Prose(gap.What, Palette.Strong, 2);
        screen.Prose(gap.Instead, Palette.Plain, 2);
        screen.Line();
    }

    // Names of files are whatever their owner made them.
    private static string At(SettingsPlace place) => Shown.Whole(place.ToString());
}
