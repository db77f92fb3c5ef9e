using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>
/// Finds lines that are about the same request, so that it counts once, with the cause of the line that knows most: attempts in an error log, an error
/// line and its access line, the access lines of two layers; and lines about workers that explain requests beside them.
/// </summary>
internal static class FailureJoin
{
    /// <param name="failures">In the order of the logs.</param>
    /// <param name="quiet">Requests without failure, by minute.</param>
    public static void Join(List<Failure> failures, IReadOnlyDictionary<DateTimeOffset, long> quiet)
    {
        RequestJoin.Join(failures, quiet);
        Layers(failures);
        WorkerJoin.Join(failures);
    }

    // A gateway that relays, and the one behind it that made the answer.
    private static void Layers(List<Failure> failures)
    {
        var relayed = failures.Where(one => one is { IsRecord: true, IsJoined: false, Time: not null } && one.Cause.Id is CauseIds.UpstreamSentError or CauseIds.Undetermined)
            .GroupBy(one => (one.Target, one.Status)).ToDictionary(group => group.Key, group => new TimeWindow(group));
        var fronts = new HashSet<Failure>();
        foreach (var inner in failures.Where(one => one is { IsRecord: true, IsJoined: false, Time: not null }))
        {
            if (inner.IsJoined || fronts.Contains(inner) || !relayed.TryGetValue((inner.Target, inner.Status), out var outer)
                || outer.Between(inner.Time!.Value - RequestJoin.Near, inner.Time.Value + RequestJoin.Near)
                    .FirstOrDefault(one => !ReferenceEquals(one, inner) && !one.IsJoined && !fronts.Contains(one) && one.Source != inner.Source && SameHost(one, inner)) is not { } front)
            {
                continue;
            }

            var (kept, dropped) = Weight(front) >= Weight(inner) ? (front, inner) : (inner, front);
            kept.Host ??= dropped.Host;
            kept.Crawler ??= dropped.Crawler;
            dropped.IsJoined = true;
            fronts.Add(kept);
        }
    }

    /// <summary>How much a line knows: the cause of the one that knows most counts.</summary>
    public static int Weight(Failure one) => one.Cause.Id switch
    {
        CauseIds.Undetermined => 0,
        CauseIds.UpstreamSentError => 1,
        _ => one.Confidence == Confidence.Certain ? 3 : 2,
    };

    private static bool SameHost(Failure one, Failure other) => one.Host is null || other.Host is null || string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);
}
