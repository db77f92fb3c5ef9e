using Goodgate.Cli.Showing;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Spectre.Console;

namespace Goodgate.Cli.Labs;

/// <summary>Plays faults until it is told to stop.</summary>
internal static class LabRun
{
    public static async Task<int> RunAsync(IReadOnlyList<string> names, LabOptions options, bool json, Session session)
    {
        var faults = FaultChoice.Of(names, out var problem);
        if (problem is not null)
        {
            return session.Fail(ExitCodes.Usage, problem);
        }

        try
        {
            await using var lab = await FaultLab.StartAsync(faults, options, session.Signals.Stop);
            Show(lab, json, session.Out);
            await Task.Delay(Timeout.InfiniteTimeSpan, session.Time, session.Signals.Stop);
            return ExitCodes.Fine;
        }
        catch (LabException e)
        {
            return session.Fail(ExitCodes.Problem, e.Message);
        }
        catch (OperationCanceledException)
        {
            return session.Stopped;
        }
    }

    private static void Show(FaultLab lab, bool json, Screen screen)
    {
        if (json)
        {
            screen.Line(JsonText.Of(new
            {
                Resolver = lab.Dns.Address.ToString(),
                lab.CaFile,
                Faults = lab.Running.Select(one => new { one.Fault.Name, Cause = one.Fault.CauseId, Status = one.Fault.ExpectedStatus, one.Urls, one.Note, one.CaFile, one.Resolver }),
            }));
            return;
        }

        if (!screen.IsTerminal)
        {
            foreach (var one in lab.Running)
            {
                screen.Line($"{one.Fault.Name}\t{string.Join(' ', one.Urls)}\t{one.Fault.CauseId ?? "-"}\t{Status(one.Fault)}\t{one.Note}");
            }

            return;
        }

        screen.Show(new Text("\n  Faults being played. Give an address to a gateway: goodgate run --to ADDRESS. Ctrl-C ends all.\n\n", Palette.Quiet));
        var widest = lab.Running.Max(one => one.Fault.Name.Length);
        foreach (var one in lab.Running)
        {
            screen.Show(new Paragraph("  ").Append(one.Fault.Name.PadRight(widest + 2), Palette.Strong).Append(string.Join(' ', one.Urls), Palette.Accent)
                .Append($"  {Status(one.Fault)}", Palette.Plain)
                .Append(one.Note.Length > 0 ? $"  {one.Note}\n" : "\n", Palette.Quiet));
        }

        screen.Show(new Text("\n"));
    }

    private static string Status(Fault fault) => fault.ExpectedStatus?.ToString() ?? "-";
}
