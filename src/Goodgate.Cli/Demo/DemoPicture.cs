using Goodgate.Cli.Showing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Goodgate.Cli.Demo;

/// <summary>The demo on a terminal: what is played, what was judged, and the newest verdict in full. Fits any height: the list scrolls.</summary>
internal sealed class DemoPicture(DemoState state, string site, string? admin, Func<long> saved)
{
    // Lines beside the list: heading 5, progress 2, and one left free, or the terminal would scroll.
    private const int Around = 8;

    // Two for the frame; what is longer is cut, so that the picture keeps its height.
    private const int SummaryLines = 2;
    private const int StepLines = 2;
    private const int CardLines = 2 + 1 + SummaryLines + StepLines + 1;
    private const int LeastRows = 6;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    // Widest id of the catalogue, and widest party.
    private const int CauseWidth = 31;
    private const int PartyWidth = 12;

    // "200, cut off".
    private const int VisitWidth = 12;

    /// <summary>The picture at this moment.</summary>
    /// <param name="frame">Number of the picture, for what moves.</param>
    /// <param name="width">Characters a line has.</param>
    /// <param name="height">Lines there are; 0 = as many as needed.</param>
    public IRenderable Frame(int frame, int width, int height)
    {
        var withCard = height == 0 || height >= Around + CardLines + LeastRows;
        var room = height == 0 ? int.MaxValue : Math.Max(LeastRows, height - Around - (withCard ? CardLines : 0));
        var parts = Heading(width).ToList();
        parts.AddRange(List(frame, width, room));
        parts.Add(new Text(""));
        parts.Add(Progress(width, ended: height == 0));
        if (withCard && state.Latest is { } latest)
        {
            parts.Add(Card(latest, Math.Min(width, Screen.ReadingWidth)));
        }

        return new Rows(parts);
    }

    private IEnumerable<IRenderable> Heading(int width) =>
    [
        new Text(""),
        new FittedLine(width).Add("  goodgate demo", Palette.AccentStrong).Add("   open ", Palette.Quiet).Add(site, Palette.Strong).Add(" (a link to each fault)", Palette.Quiet).Shown,
        new FittedLine(width).Add($"{"",15}   admin ", Palette.Quiet).Add(admin ?? "off", Palette.Strong).Shown,
        new Text(""),
        new FittedLine(width).Add($"    {"fault played = cause judged",-CauseWidth} {"visitor got",-VisitWidth}  {"who acts",-PartyWidth}evidence", Palette.Quiet).Shown,
    ];

    private IEnumerable<IRenderable> List(int frame, int width, int room)
    {
        var results = state.Results;
        var hidden = results.Count > room ? results.Count - room + 1 : 0;
        var rows = results.Count - hidden;
        var first = Math.Clamp(state.Playing - rows + 2, 0, hidden);
        for (var i = first; i < first + rows; i++)
        {
            yield return i == state.Playing && results[i] is null
                ? new FittedLine(width).Add($"  {Spinner[frame % Spinner.Length]} {state.Faults[i].Name}", Palette.Accent).Shown
                : Row(state.Faults[i].Name, results[i], width, i == state.Playing);
        }

        if (hidden > 0)
        {
            yield return new FittedLine(width).Add($"    … {hidden} more", Palette.Quiet).Shown;
        }
    }

    private static Paragraph Row(string fault, DemoResult? result, int width, bool playing)
    {
        var line = new FittedLine(width);
        if (result is null)
        {
            return line.Add($"  · {fault}", Palette.Quiet).Shown;
        }

        line.Add(result.IsRight ? "  ✓ " : "  ✗ ", result.IsRight ? Palette.Good : Palette.Bad);
        line.Add($"{fault,-CauseWidth} ", playing ? Palette.AccentStrong : Palette.Strong);
        return result.IsRight
            ? line.Add($"{result.Visit,-VisitWidth}  ", result.Visit.IsCut ? Palette.Warn : Palette.Plain)
                .Add($"{Words.Of(result.Verdict!.Party),-PartyWidth}", Palette.Accent)
                .Add(result.Verdict.Summary, Palette.Quiet).Shown
            : line.Add($"judged {result.Judged}", Palette.Bad).Shown;
    }

    private Paragraph Progress(int width, bool ended) => new FittedLine(width)
        .Add($"  round {state.Round}", Palette.Strong).Add($"  {state.Right + state.Wrong} of {state.Faults.Count}  ", Palette.Quiet)
        .Add($"✓ {state.Right}", Palette.Good).Add("  ", Palette.Plain).Add($"✗ {state.Wrong}", state.Wrong > 0 ? Palette.Bad : Palette.Quiet)
        .Add("  kept up ", Palette.Quiet).Add($"{state.Answered} of {state.Visits}", state.Answered == state.Visits ? Palette.Good : Palette.Bad)
        .Add($" visits, {saved()} by retry{(ended ? "" : "   Ctrl-C ends")}", Palette.Quiet).Shown;

    private static Panel Card(DemoResult result, int width)
    {
        var verdict = result.Verdict;
        var inside = width - 4;
        var body = verdict is null
            ? new Paragraph("The gateway said nothing about this one.", Palette.Bad)
            : new Paragraph(verdict.Cause.Text.Title + "\n", Palette.Strong)
                .Append(Fixed(verdict.Summary, inside, SummaryLines))
                .Append(Fixed($"{Words.Of(verdict.Party)} must act: {verdict.Cause.Text.FirstSteps[0]}", inside, StepLines), Palette.Accent)
                .Append($"./goodgate explain {verdict.Cause.Id}", Palette.Quiet);
        return new Panel(body)
        {
            Header = new PanelHeader($" {Markup.Escape(result.Fault.Title)} "),
            Border = BoxBorder.Rounded,
            BorderStyle = result.IsRight ? Palette.Quiet : Palette.Bad,
            Width = width,
            Padding = new Padding(1, 0),
        };
    }

    // Exactly so many lines, each with its end.
    private static string Fixed(string text, int width, int count)
    {
        var lines = Prose.Lines(text, width).ToList();
        return string.Concat(Enumerable.Range(0, count).Select(i =>
            (i >= lines.Count ? "" : i == count - 1 && lines.Count > count ? Prose.Cut(lines[i] + " …", width) : Prose.Cut(lines[i], width)) + "\n"));
    }
}
