using System.Globalization;
using Goodgate.Logs.Following;

namespace Goodgate.Logs.Watching;

/// <summary>Notices a log whose lines always come whole quarters of an hour after, or before, the times in them: they are of another zone than was supposed. Told once a log.</summary>
internal sealed class ZoneHint
{
    /// <summary>Zones of the world: UTC-12 to UTC+14, all of them whole quarters.</summary>
    private const int MostQuarters = 26 * 4;

    /// <summary>Fewer that agree may be chance.</summary>
    private const int Fewest = 5;

    /// <summary>A line is written when its request ends, and looked for four times a second.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(30);

    /// <summary>Old lines are read in a moment, and their times move on; those of new ones go with the clock for so long.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Run> _runs = new(StringComparer.Ordinal);

    /// <summary>Adds the time in a line.</summary>
    /// <param name="log">The log.</param>
    /// <param name="time">The time in the line.</param>
    /// <param name="came">When it came.</param>
    /// <returns>One sentence when it is to be told; else null.</returns>
    public string? Add(string log, DateTimeOffset time, Moment came)
    {
        var run = _runs.GetValueOrDefault(log);
        if (run.IsTold)
        {
            return null;
        }

        var behind = came.Wall - time;
        var quarters = Math.Round(behind / Quarter);
        if ((behind - (quarters * Quarter)).Duration() > Near || Math.Abs(quarters) > MostQuarters)
        {
            quarters = 0;
        }

        run = quarters == run.Quarters ? run with { Count = run.Count + 1 } : new Run(quarters, 1, came.Steady, IsTold: false);
        var isSure = quarters != 0 && run.Count >= Fewest && came.Steady - run.Since >= Long;
        _runs[log] = run with { IsTold = isSure };
        var apart = Math.Abs(quarters) * Quarter;
        return isSure
            ? string.Create(CultureInfo.InvariantCulture, $"{log}: its times are {(int)apart.TotalHours}:{apart.Minutes:00} hours {(quarters > 0 ? "behind" : "ahead")}, and its lines do not join those of other logs: where they say no zone, --zone names it")
            : null;
    }

    private readonly record struct Run(double Quarters, int Count, TimeSpan Since, bool IsTold);
}
