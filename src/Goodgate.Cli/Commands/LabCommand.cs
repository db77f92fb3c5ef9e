using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using System.Net;
using Goodgate.Cli.Labs;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate lab</c>: servers that fail on purpose.</summary>
internal static class LabCommand
{
    public static Command Create(Session session)
    {
        var faults = new Argument<string[]>("CAUSE")
        {
            Description = "Causes or single faults to play; all causes when none is named. \"goodgate lab --list\" lists them.",
            Arity = ArgumentArity.ZeroOrMore,

            // Without it the help shows everything that completion offers.
            HelpName = "CAUSE",
        };

        // Asked for by completion only: no other command has a use for the lab.
        faults.CompletionSources.Add(_ => Faults.All.Select(fault => new CompletionItem(fault.Name)));
        var list = new Option<bool>("--list") { Description = "Lists every fault instead of playing any." };
        var listen = new Option<string?>("--listen") { Description = "Address to listen on. Default 127.0.0.1: a server that misbehaves on purpose has no business on a network.", HelpName = "HOST" };
        var port = new Option<string?>("--port") { Description = "Port of the first fault; the others follow. Default: free ports.", HelpName = "N" };
        var json = JsonOption.Create();
        var command = new Command("lab", "Runs servers that fail on purpose, one address per fault.") { faults, list, listen, port, json };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(list))
            {
                return FaultList.Show(session, parsed.GetValue(json));
            }

            return Address(parsed.GetValue(listen)) is not { } address
                ? session.Fail(ExitCodes.Usage, $"--listen {Shown(parsed.GetValue(listen))}: expected an address of this machine, such as 127.0.0.1 or ::1")
                : Port(parsed.GetValue(port)) is not { } first
                    ? session.Fail(ExitCodes.Usage, $"--port {Shown(parsed.GetValue(port))}: expected a number from 1 to 65535")
                    : await LabRun.RunAsync(parsed.GetValue(faults) ?? [], new Lab.LabOptions { Listen = address, FirstPort = first, Time = session.Time }, parsed.GetValue(json), session);
        });
        return command;
    }

    private static IPAddress? Address(string? text) => text is null or "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text.Trim('[', ']'), out var address) ? address : null;

    private static int? Port(string? text) =>
        text is null ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port : null;

    private static string Shown(string? text) => $"\"{Verdicts.Judging.Evidence.Printable(text ?? "", 80)}\"";
}
