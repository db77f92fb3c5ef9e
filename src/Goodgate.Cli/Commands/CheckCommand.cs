using System.CommandLine;
using Goodgate.Cli.Running;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Start;
using Goodgate.Cli.Showing;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate check</c>: is this settings file good, and wise?</summary>
internal static class CheckCommand
{
    public static Command Create(Session session)
    {
        var config = ConfigOption();
        var strict = new Option<bool>("--strict") { Description = "Exit 1 for warnings too." };
        var json = JsonOption.Create();
        var command = new Command("check", "Checks a settings file, the files it names and its addresses. Exit 0: good; 1: errors; 2: it cannot be read.") { config, strict, json };
        command.SetAction(parsed => Check(parsed.GetValue(config) ?? RunSettings.UsualFile, parsed.GetValue(strict), parsed.GetValue(json), session));
        return command;
    }

    public static Option<string?> ConfigOption() => new("--config", "-c") { Description = $"Settings file. Default ./{RunSettings.UsualFile}.", HelpName = "FILE" };

    private static int Check(string file, bool strict, bool json, Session session)
    {
        var read = SettingsFile.Read(session.PathOf(file), session.Variable);
        var found = read.Settings is { } settings ? Found(settings, read.Effective, Path.GetFullPath(session.PathOf(file)), session) : read.Problems;
        var errors = found.Count(problem => problem.Severity == ProblemSeverity.Error);
        if (json)
        {
            session.Out.Line(JsonText.Of(new { File = file, Errors = errors, Warnings = found.Count - errors, Problems = found.Select(ForPrograms) }));
        }
        else
        {
            ForPeople(file, found, errors, session);
        }

        return read.IsUnreadable() ? ExitCodes.Usage
            : errors > 0 || (strict && found.Count > 0) ? ExitCodes.Problem
            : ExitCodes.Fine;
    }

    // In the order of the file, the errors of a place first.
    private static IReadOnlyList<SettingsProblem> Found(GatewaySettings settings, IReadOnlyList<EffectiveValue> effective, string file, Session session) =>
    [
        .. StartCheck.Errors(settings, effective).Concat(SettingsLint.Check(settings, effective)).Concat(ListenCheck.Warnings(settings, effective, file, session)).OrderBy(problem => problem.Line).ThenBy(problem => problem.Column),
    ];

    private static void ForPeople(string file, IReadOnlyList<SettingsProblem> found, int errors, Session session)
    {
        foreach (var problem in found)
        {
            SettingsProblemText.Show(session.Error, problem);
        }

        session.Out.Line(found.Count == 0
            ? $"{file}: good"
            : $"{file}: {Words.Count(errors, "error")}, {Words.Count(found.Count - errors, "warning")}");
    }

    private static object ForPrograms(SettingsProblem problem) => new
    {
        problem.File,
        Line = problem.Line > 0 ? problem.Line : (int?)null,
        Column = problem.Line > 0 ? problem.Column : (int?)null,
        Severity = Words.Id(problem.Severity),
        problem.Rule,
        problem.Message,
        problem.Expected,
        problem.DidYouMean,
    };
}
