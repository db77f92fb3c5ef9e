using Goodgate.Cli.Showing;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Sizing;
using Spectre.Console;

namespace Goodgate.Cli.Fpm;

/// <summary>Everything about a pool, once: the picture, the last events, the advice, the lint.</summary>
internal static class PoolPage
{
    private const int Indent = 4;
    private const int MostEvents = 6;

    public static void Show(Screen screen, PoolSnapshot seen, TimeZoneInfo zone)
    {
        // A pipe has no width: nothing is cut there.
        screen.Show(screen.IsTerminal ? PoolPicture.Of(seen, screen.Ansi.Profile.Width, height: 0) : new Text(""));
        if (!screen.IsTerminal)
        {
            Plain(screen, seen);
        }

        Events(screen, seen, zone);
        Lint(screen, seen);
        Advice(screen, seen);
        screen.Line();
        var (problems, hints) = Count(seen);
        screen.Prose(problems + hints == 0 ? "Nothing to change." : $"{Words.Count(problems, "problem")}, {Words.Count(hints, "hint")}.{(seen.Source.File is null ? " No pool file was found: --conf FILE has it checked too." : "")}", problems > 0 ? Palette.Bad : Palette.Good, 2);
    }

    private static (int Problems, int Hints) Count(PoolSnapshot seen)
    {
        var problems = (seen.Trouble is null ? 0 : 1) + (seen.Queue is { IsFull: true } ? 1 : 0) + seen.Lint.Count(one => one.IsRefused) + seen.Advice.Count(one => one.Weight == AdviceWeight.Problem);
        return (problems, seen.Lint.Count(one => !one.IsRefused) + seen.Advice.Count(one => one.Weight == AdviceWeight.Hint));
    }

    private static void Plain(Screen screen, PoolSnapshot seen)
    {
        screen.Line($"pool      {PoolWords.Shown(seen.PoolName.Length > 0 ? seen.PoolName : "unknown")} at {PoolWords.Shown(seen.Address.ToString())}");
        if (seen.Trouble is { } trouble)
        {
            screen.Line($"problem   {trouble}.");
            foreach (var line in seen.Remedy)
            {
                screen.Line($"          {line}");
            }
        }

        if (seen.Status is { } status)
        {
            screen.Line($"workers   {PoolWords.Workers(seen, status)} · {PoolWords.Past(status)}");
        }

        if (seen.Queue is { } queue)
        {
            screen.Line($"queue     {PoolWords.Queue(queue)}{(PoolWords.Belief(seen) is { } belief ? $" ({belief})" : "")}");
        }

        if (seen is { Workers: { } workers, Machine: { } machine })
        {
            screen.Line($"memory    {PoolWords.Memory(workers, machine)}");
        }

        if (seen.Status is not { } counted)
        {
            return;
        }

        screen.Line($"requests  {PoolWords.Requests(seen, counted)}");
        foreach (var process in counted.Busy)
        {
            screen.Line($"held      {PoolWords.Span(process.Duration)} by {process.Pid}: {PoolWords.Shown(process.Method)} {PoolWords.Shown(process.Path)} · {PoolWords.Shown(process.Script ?? process.State)}");
        }
    }

    private static void Events(Screen screen, PoolSnapshot seen, TimeZoneInfo zone)
    {
        if (seen.Events.Count == 0)
        {
            return;
        }

        Heading(screen, $"From FPM's log, last hour  {PoolWords.Shown(seen.Source.Log ?? "")}");
        foreach (var one in seen.Events.TakeLast(MostEvents))
        {
            screen.Prose($"{TimeZoneInfo.ConvertTime(one.Time, zone):HH:mm:ss}  {PoolWords.Event(one)}", Palette.Plain, Indent + 10, new string(' ', Indent));
        }
    }

    private static void Lint(Screen screen, PoolSnapshot seen)
    {
        if (seen.Lint.Count == 0)
        {
            return;
        }

        Heading(screen, "Wrong in the pool file");
        foreach (var problem in seen.Lint)
        {
            if (!screen.IsTerminal)
            {
                screen.Line($"    {problem}");
                continue;
            }

            screen.Show(new Paragraph($"  {(problem.IsRefused ? "✗" : "!")} ", problem.IsRefused ? Palette.Bad : Palette.Warn).Append($"{problem.Place}\n", Palette.Strong));
            screen.Prose(Sentence(problem), Palette.Plain, Indent);
        }
    }

    private static string Sentence(FpmProblem problem)
    {
        var better = problem.Expected.Length == 0 ? "" : problem.IsRefused ? $"; expected {problem.Expected}" : $"; better: {problem.Expected}";
        return $"{problem.Message}{better}{(problem.DidYouMean is { } meant ? $"; did you mean {meant}?" : "")}";
    }

    private static void Advice(Screen screen, PoolSnapshot seen)
    {
        if (seen.Advice.Count == 0)
        {
            return;
        }

        Heading(screen, "Advice");
        foreach (var one in seen.Advice)
        {
            var isProblem = one.Weight == AdviceWeight.Problem;
            if (screen.IsTerminal)
            {
                screen.Show(new Paragraph(isProblem ? "  ✗ " : "  · ", isProblem ? Palette.Bad : Palette.Accent).Append(one.Says + "\n", Palette.Strong));
            }
            else
            {
                screen.Line($"  {(isProblem ? "problem" : "hint")}: {one.Says}");
            }

            screen.Prose($"{one.Because}{(one.Place is { } place ? $" ({place})" : "")}", Palette.Quiet, Indent);
            foreach (var line in one.Lines)
            {
                screen.Prose(line, Palette.Accent, Indent + 2);
            }
        }
    }

    private static void Heading(Screen screen, string text)
    {
        screen.Line();
        screen.Prose(text, Palette.AccentStrong, 2);
    }
}
