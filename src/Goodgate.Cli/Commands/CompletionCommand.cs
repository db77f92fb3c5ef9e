using System.CommandLine;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate completion</c>: a script that lets a shell complete commands, options and causes.</summary>
internal static class CompletionCommand
{
    public static Command Create(Session session)
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", CompletionScripts.Shells)}.", HelpName = "SHELL" };
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        var command = new Command("completion", "Prints a script that completes commands, options and causes in a shell.") { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            if (CompletionScripts.Of(name) is not { } script)
            {
                return session.Fail(ExitCodes.Usage, $"there is no completion for \"{Evidence.Printable(name, 40)}\"; expected {string.Join(", ", CompletionScripts.Shells)}");
            }

            session.Out.Writer.Write(script);
            return ExitCodes.Fine;
        });
        return command;
    }
}
