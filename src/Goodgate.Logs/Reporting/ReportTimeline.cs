namespace Goodgate.Logs.Reporting;

/// <summary>Failures over time, in steps that people count in.</summary>
internal static class ReportTimeline
{
    /// <summary>Steps that fit a chart on a terminal.</summary>
    private const int MostSteps = 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365),
    ];

    public static IReadOnlyList<TimelineStep> Of(List<Failure> failed, List<Failure> signs, IReadOnlyDictionary<DateTimeOffset, long> quiet, IReadOnlyDictionary<DateTimeOffset, long> beyond)
    {
        var source = failed.Exists(one => one.Time is not null) ? failed : signs;
        var times = source.Where(one => one.Time is not null).Select(one => one.Time!.Value).ToList();
        if (times.Count + beyond.Count == 0)
        {
            return [];
        }

        var (first, last) = (times.Concat(beyond.Keys).Min(), times.Concat(beyond.Keys).Max());

        // What is counted by minute alone has no place in shorter steps.
        var step = Array.Find(Steps, one => (last - first) / one < MostSteps - 1 && (beyond.Count == 0 || one >= Minute));
        step = step == default ? Steps[^1] : step;
        var start = new DateTimeOffset(first.UtcTicks - (first.UtcTicks % step.Ticks), TimeSpan.Zero);
        var count = Math.Min(MostSteps, (int)((last - start) / step) + 1);
        var failures = new long[count];
        var requests = new long[count];
        foreach (var time in times)
        {
            failures[Math.Clamp((int)((time - start) / step), 0, count - 1)]++;
        }

        foreach (var (minute, number) in beyond)
        {
            failures[Math.Clamp((int)((minute - start) / step), 0, count - 1)] += number;
        }

        foreach (var (minute, number) in quiet.Where(_ => step >= Minute))
        {
            var at = minute < start ? -1 : (int)((minute - start) / step);
            if (at >= 0 && at < count)
            {
                requests[at] += number;
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => new TimelineStep(start + (step * i), failures[i], requests[i] == 0 ? 0 : requests[i] + failures[i]))];
    }
}
