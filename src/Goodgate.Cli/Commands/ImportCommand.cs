using System.CommandLine;
using Goodgate.Cli.Importing;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate import</c>: what in another gateway's settings causes bad gateways, and the same as settings of ours.</summary>
internal static class ImportCommand
{
    public static Command Create(Session session)
    {
        var names = ForeignSystem.All.Select(one => one.Name).ToArray();
        var system = new Argument<string>("SYSTEM") { Description = $"Whose settings: {string.Join(", ", names)}.", HelpName = "SYSTEM" };
        system.CompletionSources.Add(names);
        var file = new Argument<string>("FILE") { Description = "Its main settings file; what it includes is read too. A file of one site alone will do." };
        var to = new Option<string?>("--to-goodgate") { Description = "Writes the same as Goodgate's settings, to OUT or standard output, and lists what has no equivalent.", HelpName = "OUT", Arity = ArgumentArity.ZeroOrOne };
        var logs = new Option<string[]>("--log") { Description = "Logs of that gateway, files or folders: heads of answers that did not fit are compared with its buffers (nginx).", HelpName = "FILE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var json = JsonOption.Create();
        var command = new Command("import", "Reads another gateway's settings and says what in them causes bad gateways. Exit 0: nothing; 1: something; 2: unreadable.") { system, file, to, logs, json };
        command.SetAction(async (parsed, _) =>
        {
            var typed = parsed.GetValue(system)!;
            if (ForeignSystem.All.FirstOrDefault(one => one.Name == typed) is not { } known)
            {
                var meant = NearestWord.Of(typed, names) is { } near ? $"; did you mean {near}?" : "";
                return session.Fail(ExitCodes.Usage, $"unknown system \"{Evidence.Printable(typed, 60)}\"{meant} (expected one of {string.Join(", ", names)})");
            }

            var read = parsed.GetValue(logs) ?? [];
            if (read.Length > 0 && known.Name != "nginx")
            {
                return session.Fail(ExitCodes.Usage, $"--log goes with nginx: {known.Name}'s log does not tell a head that is too large from other faults, or names its own limit; goodgate logs reads it");
            }

            return await ImportRun.RunAsync(new ImportOptions(known, parsed.GetValue(file)!, parsed.GetResult(to) is not null, parsed.GetValue(to), read, parsed.GetValue(json)), session);
        });
        return command;
    }
}
