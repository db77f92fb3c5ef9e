using Goodgate.Cli.Showing;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Reporting;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Logs;

/// <summary>Says which lines were not read, and why.</summary>
internal static class SkipWords
{
    /// <summary>Characters shown of the first line no format knows.</summary>
    private const int LongestSample = 160;

    /// <summary>One line for a log that could not be read, or not to its end.</summary>
    public static void Tell(LogFact log, Session session)
    {
        if (log.Problem is { } problem)
        {
            session.Error.Problem($"{Evidence.Printable(log.Name, 200)}: {Evidence.Printable(problem, 300)}");
        }

        Tell(log.Name, log.Known, log.Unknown, log.Skips, session);
    }

    /// <summary>One line per log, on standard error; nothing when all was read.</summary>
    /// <param name="name">The log.</param>
    /// <param name="known">Lines that a format knows.</param>
    /// <param name="unknown">The first line that none knows; null when there is none.</param>
    /// <param name="skips">What was left out.</param>
    /// <param name="session">Where to say it.</param>
    public static void Tell(string name, long known, string? unknown, Skips skips, Session session)
    {
        var shown = Evidence.Printable(name, 200);
        if (known == 0 && unknown is not null)
        {
            session.Error.Problem($"{shown}: unknown format; tried {string.Join(", ", FormatNames.All)}; its first line is: {Evidence.Safe(unknown, LongestSample)}");
            return;
        }

        if (Of(skips) is { Length: > 0 } words)
        {
            session.Error.Note($"{shown}: {words}");
        }
    }

    /// <summary><c>3 lines skipped: 2 of unknown format, 1 binary</c>; empty when none was.</summary>
    public static string Of(Skips skips)
    {
        (SkipReason Reason, string Words)[] all =
        [
            (SkipReason.UnknownFormat, "of unknown format"),
            (SkipReason.Binary, "binary"),
            (SkipReason.TooLong, "longer than 256 KiB (their beginning was read)"),
            (SkipReason.TooSlow, "too slow to read"),
        ];
        var told = all.Where(one => skips[one.Reason] > 0).ToList();
        var total = told.Sum(one => skips[one.Reason]);
        return total == 0 ? "" : $"{Words.Count(total, "line")} skipped: {string.Join(", ", told.Select(one => $"{Words.Count(skips[one.Reason])} {one.Words}"))}";
    }
}
