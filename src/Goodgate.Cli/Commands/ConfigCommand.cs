using System.CommandLine;
using Goodgate.Cli.Running;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Showing;
using Spectre.Console;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate config --effective</c>: every value in force and where it comes from.</summary>
internal static class ConfigCommand
{
    public static Command Create(Session session)
    {
        var config = CheckCommand.ConfigOption();
        var effective = new Option<bool>("--effective") { Description = "Every value, also those nobody wrote. Without it: only those of the file and the environment." };
        var json = JsonOption.Create();
        var command = new Command("config", "Shows the settings in force, and where each value comes from.") { config, effective, json };
        command.SetAction(parsed => Show(parsed.GetValue(config) ?? RunSettings.UsualFile, parsed.GetValue(effective), parsed.GetValue(json), session));
        return command;
    }

    private static int Show(string file, bool all, bool json, Session session)
    {
        var read = SettingsFile.Read(session.PathOf(file), session.Variable);
        if (read.Settings is null)
        {
            foreach (var problem in read.Problems)
            {
                SettingsProblemText.Show(session.Error, problem);
            }

            return read.IsUnreadable() ? ExitCodes.Usage : ExitCodes.Problem;
        }

        var values = read.Effective.Where(one => all || one.Origin != EffectiveValue.Default).ToList();
        if (json)
        {
            session.Out.Line(JsonText.Of(values.Select(one => new { one.Path, one.Value, one.Origin })));
        }
        else
        {
            Write(values, session.Out);
        }

        return ExitCodes.Fine;
    }

    // Aligned up to a width: one long path must not push everything else to the right.
    private static void Write(IReadOnlyList<EffectiveValue> values, Screen screen)
    {
        const int Widest = 44;
        var paths = Math.Min(Widest, values.Select(one => one.Path.Length).DefaultIfEmpty().Max());
        var texts = Math.Min(Widest, values.Select(one => one.Value.Length).DefaultIfEmpty().Max());
        foreach (var one in values)
        {
            if (screen.IsTerminal)
            {
                var quiet = one.Origin == EffectiveValue.Default;
                screen.Show(new Paragraph(one.Path.PadRight(paths) + "  ", Palette.Quiet)
                    .Append(one.Value.PadRight(texts), quiet ? Palette.Plain : Palette.Strong).Append($"  {one.Origin}\n", quiet ? Palette.Quiet : Palette.Accent));
            }
            else
            {
                screen.Line($"{one.Path.PadRight(paths)}  {one.Value.PadRight(texts)}  {one.Origin}");
            }
        }
    }
}
