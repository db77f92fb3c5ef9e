using Goodgate.Cli.Showing;
using Goodgate.Lab.Catalogue;
using Spectre.Console;

namespace Goodgate.Cli.Labs;

/// <summary>All faults with what a right gateway makes of them.</summary>
internal static class FaultList
{
    public static int Show(Session session, bool json)
    {
        if (json)
        {
            session.Out.Line(JsonText.Of(Faults.All.Select(fault => new
            {
                fault.Name,
                Cause = fault.CauseId,
                fault.Title,
                Status = fault.ExpectedStatus,
                NeedsTimeout = fault.Speed.Timeout,
                fault.AfterHead,
                Request = Words.Id(fault.Request),
                Doubt = Doubt(fault),
            })));
        }
        else if (session.Out.IsTerminal)
        {
            ForPeople(session.Out);
        }
        else
        {
            foreach (var fault in Faults.All)
            {
                session.Out.Line($"{fault.Name}\t{fault.CauseId ?? "-"}\t{fault.ExpectedStatus?.ToString() ?? "-"}\t{fault.Title}{OrCutOff(fault)}{(Doubt(fault) is { } why ? $" (here: {why})" : "")}");
            }
        }

        return ExitCodes.Fine;
    }

    private static void ForPeople(Screen screen)
    {
        foreach (var group in Faults.All.GroupBy(fault => fault.CauseId))
        {
            screen.Show(new Text($"\n{group.Key ?? "no failure: strange, and yet to be relayed"}\n", Palette.AccentStrong));
            foreach (var fault in group)
            {
                var name = fault.Name == group.Key ? "" : fault.Name;
                var head = new Paragraph($"  {fault.ExpectedStatus?.ToString() ?? " - "}  ", Palette.Quiet).Append(fault.Title + OrCutOff(fault));
                head.Append(name.Length == 0 ? "" : $"  {name}", Palette.Quiet);
                screen.Show(head.Append(Doubt(fault) is { } why ? $"  (here: {why})\n" : "\n", Palette.Warn));
            }
        }
    }

    // What a gateway that passes responses on at once must do instead.
    private static string OrCutOff(Fault fault) => fault.AfterHead ? " (or 200, then cut off)" : "";

    // Why it may not show on this machine; null when it will.
    private static string? Doubt(Fault fault) => fault.CanPlay(out var why) ? null : why;
}
