using Goodgate.Cli.Showing;
using Goodgate.Gateway.Fpm.Sizing;
using Goodgate.Gateway.Fpm.Status;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Goodgate.Cli.Fpm;

/// <summary>The pool on a terminal: how full it is, who waits, who holds it. Fits any height: the list of workers gives way first.</summary>
internal static class PoolPicture
{
    private const int BarWidth = 24;
    private const int LabelWidth = 11;
    private const int TimeWidth = 12;
    private const int PidWidth = 8;

    // Heading 3, four rows, list's heading 2, problems and end 3; one left free, or the terminal would scroll.
    private const int Around = 13;
    private const int LeastRows = 3;
    private const int MostRows = 12;
    private const int MostProblems = 3;
    private const int MostEvents = 3;

    /// <summary>The picture at this moment.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="width">Characters a line has.</param>
    /// <param name="height">Lines there are; 0 = as many as needed, and no word about how to end it.</param>
    public static IRenderable Of(PoolSnapshot seen, int width, int height)
    {
        var parts = new List<IRenderable>(Heading(seen, width));
        if (seen.Trouble is { } trouble)
        {
            parts.AddRange(Prose.Lines(trouble + ".", Math.Max(20, Math.Min(width, Screen.ReadingWidth) - 6)).Select((line, i) => new FittedLine(width).Add(i == 0 ? "  ✗ " : "    ", Palette.Bad).Add(line, Palette.Strong).Shown));
            parts.AddRange(seen.Remedy.Select(line => new FittedLine(width).Add($"      {line}", Palette.Accent).Shown));
            parts.Add(new Text(""));
        }

        parts.AddRange(Numbers(seen, width));
        if (seen.Status is { } status)
        {
            parts.AddRange(Holders(status, width, height == 0 ? MostRows : Math.Clamp(height - Around - MostEvents, LeastRows, MostRows)));
        }

        if (height > 0)
        {
            parts.AddRange(Ticker(seen, width));
        }

        return new Rows(parts);
    }

    private static IEnumerable<IRenderable> Heading(PoolSnapshot seen, int width)
    {
        var line = new FittedLine(width).Add("  goodgate fpm  ", Palette.AccentStrong).Add(PoolWords.Shown(seen.Address.ToString()), Palette.Strong);
        if (seen.PoolName.Length > 0)
        {
            line.Add("  pool ", Palette.Quiet).Add(PoolWords.Shown(seen.PoolName), Palette.Strong);
        }

        if ((seen.Source.Pool?.ProcessControl ?? seen.Status?.ProcessControl) is { } control)
        {
            line.Add($"  {PoolWords.Shown(control)}", Palette.Quiet);
        }

        if (seen.Status?.Since is { } since)
        {
            line.Add($"  up {PoolWords.Span(since)}", Palette.Quiet);
        }

        return [new Text(""), line.Shown, new Text("")];
    }

    private static IEnumerable<IRenderable> Numbers(PoolSnapshot seen, int width)
    {
        if (seen.Status is { } status)
        {
            var most = Math.Max(seen.MostWorkers ?? status.Total, status.Total);
            var style = status.Active >= most && most > 0 ? Palette.Bad : status.Active * 4 >= most * 3 ? Palette.Warn : Palette.Good;
            yield return Row("workers", width).Bar(status.Active, most, style).Add(PoolWords.Workers(seen, status), style).Add($"   {PoolWords.Past(status)}", Palette.Quiet).Shown;
        }

        if (seen.Queue is { } queue)
        {
            var style = queue.Waiting is null ? Palette.Quiet : queue.IsFull ? Palette.Bad : queue.Waiting > 0 ? Palette.Warn : Palette.Good;
            var row = Row("queue", width).Bar(queue.Waiting ?? 0, Math.Max(1, queue.Room ?? 1), style).Add(PoolWords.Queue(queue), style);
            yield return PoolWords.Belief(seen) is { } belief ? row.Add($"   {belief}", Palette.Quiet).Shown : row.Shown;
        }

        if (seen is { Workers: { } workers, Machine: { } machine })
        {
            var used = machine.Total - machine.Available;
            yield return Row("memory", width).Bar(used, machine.Total, used * 10 >= machine.Total * 9 ? Palette.Bad : Palette.Good).Add(PoolWords.Memory(workers, machine), Palette.Plain).Shown;
        }

        if (seen.Status is { } counted)
        {
            yield return Row("requests", width).Add(PoolWords.Requests(seen, counted), Palette.Plain).Shown;
        }
    }

    private static FittedLine Row(string label, int width) => new FittedLine(width).Add($"  {label.PadRight(LabelWidth - 2)} ", Palette.Quiet);

    // Whoever waits or works at all is seen: the first part of the bar begins with the first one.
    private static FittedLine Bar(this FittedLine line, long part, long whole, Style style)
    {
        var full = whole <= 0 || part <= 0 ? 0 : (int)Math.Clamp(Math.Ceiling((double)part * BarWidth / whole), 1, BarWidth);
        return line.Add(new string('█', full), style).Add(new string('░', BarWidth - full), Palette.Quiet).Add("  ", Palette.Plain);
    }

    private static IEnumerable<IRenderable> Holders(PoolStatus status, int width, int room)
    {
        // The one that answers us is a worker too, unless the status page has a process of its own.
        var busy = status.Busy.ToList();
        if (busy.Count == 0)
        {
            yield break;
        }

        yield return new Text("");
        yield return new FittedLine(width).Add($"  {"held for",-TimeWidth}{"pid",-PidWidth}{"request and script, the longest first",-40}", Palette.Quiet).Shown;
        foreach (var process in busy.Take(room))
        {
            var style = process.Duration.TotalSeconds >= 10 ? Palette.Bad : process.Duration.TotalSeconds >= 1 ? Palette.Warn : Palette.Plain;
            var line = new FittedLine(width).Add($"  {PoolWords.Span(process.Duration),-TimeWidth}", style).Add($"{process.Pid,-PidWidth}", Palette.Quiet)
                .Add($"{PoolWords.Shown(process.Method)} {PoolWords.Shown(process.Path)}", Palette.Plain);
            yield return (process.Script is { } script ? line.Add($"  {PoolWords.Shown(script)}", Palette.Accent) : line.Add($"  {PoolWords.Shown(process.State)}", Palette.Quiet)).Shown;
        }

        if (busy.Count > room)
        {
            yield return new FittedLine(width).Add($"  … {busy.Count - room} more", Palette.Quiet).Shown;
        }
    }

    // What the full page says at length.
    private static IEnumerable<IRenderable> Ticker(PoolSnapshot seen, int width)
    {
        yield return new Text("");
        foreach (var one in seen.Events.TakeLast(MostEvents))
        {
            yield return new FittedLine(width).Add($"  {one.Time.ToLocalTime():HH:mm:ss}  ", Palette.Quiet).Add(PoolWords.Event(one), Palette.Warn).Shown;
        }

        foreach (var says in seen.Lint.Where(one => one.IsRefused).Select(one => one.Message).Concat(seen.Advice.Where(one => one.Weight == AdviceWeight.Problem).Select(one => one.Says)).Take(MostProblems))
        {
            yield return new FittedLine(width).Add("  ✗ ", Palette.Bad).Add(says, Palette.Strong).Shown;
        }

        var hints = seen.Advice.Count(one => one.Weight == AdviceWeight.Hint) + seen.Lint.Count(one => !one.IsRefused);
        yield return new FittedLine(width).Add($"  {(hints > 0 ? $"{Words.Count(hints, "hint")} when it ends   " : "")}Ctrl-C ends", Palette.Quiet).Shown;
    }
}
