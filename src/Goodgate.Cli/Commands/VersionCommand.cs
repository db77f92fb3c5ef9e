using System.CommandLine;
using System.Runtime.InteropServices;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate version</c>: what a report of a defect should begin with.</summary>
internal static class VersionCommand
{
    public static Command Create(Session session)
    {
        var json = JsonOption.Create();
        var command = new Command("version", "Shows version, commit, runtime and system.") { json };
        command.SetAction(parsed =>
        {
            var system = $"{RuntimeInformation.OSDescription.Trim()} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
            session.Out.Line(parsed.GetValue(json)
                ? JsonText.Of(new { Version = ProgramVersion.Number, ProgramVersion.Commit, Runtime = RuntimeInformation.FrameworkDescription, System = system })
                : $"goodgate {ProgramVersion.Number}\ncommit   {ProgramVersion.Commit ?? "unknown"}\nruntime  {RuntimeInformation.FrameworkDescription}\nsystem   {system}");
            return ExitCodes.Fine;
        });
        return command;
    }
}
