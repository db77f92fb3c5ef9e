using Goodgate.Cli.Settings;
using Spectre.Console;

namespace Goodgate.Cli.Showing;

/// <summary>A problem of a settings file: <c>FILE:LINE:COLUMN: …</c>, the form editors jump to.</summary>
internal static class SettingsProblemText
{
    public static void Show(Screen screen, SettingsProblem problem)
    {
        if (!screen.IsTerminal)
        {
            screen.Line(problem.ToString());
            return;
        }

        var style = problem.Severity == ProblemSeverity.Error ? Palette.Bad : Palette.Warn;
        var text = new Paragraph($"{problem.Place}\n", Palette.Strong)
            .Append(problem.Severity == ProblemSeverity.Error ? "  error  " : $"  {problem.Rule}  ", style).Append(problem.Message + "\n");
        if (problem.Expected.Length > 0)
        {
            text.Append($"  {(problem.Severity == ProblemSeverity.Error ? "expected" : "better")}: {problem.Expected}\n", Palette.Quiet);
        }

        if (problem.DidYouMean is { } meant)
        {
            text.Append("  did you mean ", Palette.Quiet).Append(meant, Palette.AccentStrong).Append("?\n", Palette.Quiet);
        }

        screen.Show(text);
    }

    /// <summary>True when the file itself could not be read: nothing in it can be blamed.</summary>
    public static bool IsUnreadable(this SettingsResult read) => read.Settings is null && read.Problems is [{ Line: 0 }] && read.Effective.Count == 0;
}
