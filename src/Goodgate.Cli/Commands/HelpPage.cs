using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Goodgate.Cli.Commands;

/// <summary><c>--help</c>, broken at the width of the screen; in a pipe at the reading width, where the library would not break lines at all.</summary>
internal sealed class HelpPage(Session session) : SynchronousCommandLineAction
{
    // The library breaks a line one character too late where the last word ends at the edge.
    private const int Margin = 1;

    /// <summary>Puts it in place of the library's.</summary>
    public static void Place(RootCommand root, Session session)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Action = new HelpPage(session);
                help.Description = "Shows this help.";
            }
            else if (option is VersionOption version)
            {
                version.Description = "Shows the version.";
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        // In the list a line says what a command does; what its exit codes mean stands on its own page. The tree is made anew for each call.
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
        {
            command.Description = command.Description?.Split(" Exit 0:")[0];
        }

        return new HelpAction { MaxWidth = session.Out.Width - Margin }.Invoke(parseResult);
    }
}
