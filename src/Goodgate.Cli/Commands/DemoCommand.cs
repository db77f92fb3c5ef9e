using System.CommandLine;
using Goodgate.Cli.Demo;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate demo</c>: see it work, without anything to set up.</summary>
internal static class DemoCommand
{
    public static Command Create(Session session)
    {
        var quick = new Option<bool>("--quick") { Description = "One round, then exit 0 if every verdict was right, else 1." };
        var command = new Command("demo", "Plays faults behind a gateway and shows that it names each one.") { quick };
        command.SetAction((parsed, _) => DemoRun.RunAsync(parsed.GetValue(quick), session));
        return command;
    }
}
