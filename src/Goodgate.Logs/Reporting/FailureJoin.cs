using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>
/// Finds lines that are about the same request, so that it counts once, with the cause of the line that knows most: attempts in an error log, an error
/// line and its access line, the access lines of two layers; and lines about workers that explain requests beside them.
/// </summary>
internal static class FailureJoin
{
    /// <summary>An error line and its access line are written when the request ends: a second apart at most, and one more for clocks cut to seconds.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(2);

    /// <summary>PHP-FPM tells once per episode that its pool is full; those who wait for a worker give up within the gateway's limit (60 s by default), and the episode goes on.</summary>
    private static readonly TimeSpan Episode = TimeSpan.FromMinutes(2);

    public static void Join(List<Failure> failures)
    {
        Attempts(failures);
        Records(failures);
        Layers(failures);
        Workers(failures);
    }

    // Each attempt of one exchange writes a line; the last one ended it.
    private static void Attempts(List<Failure> failures)
    {
        var last = new Dictionary<(int, string, string?), Failure>();
        foreach (var one in failures.Where(one => one is { IsRecord: false, Exchange: not null } && one.IsAboutRequest))
        {
            var key = (one.Source, one.Exchange!, one.Target);
            if (last.TryGetValue(key, out var earlier) && IsNear(earlier, one))
            {
                // "temporarily disabled" stands beside the reason, and is none.
                var (kept, dropped) = one.Cause.Id == CauseIds.NoHealthyUpstream && one.Confidence != Confidence.Certain ? (earlier, one) : (one, earlier);
                dropped.IsJoined = true;
                last[key] = kept;
            }
            else
            {
                last[key] = one;
            }
        }
    }

    // Same client, same page, same moment.
    private static void Records(List<Failure> failures)
    {
        var byKey = failures.Where(one => one is { IsRecord: true, IsJoined: false, Client: not null, Time: not null })
            .GroupBy(one => (one.Client, one.Target)).ToDictionary(group => group.Key, group => new TimeWindow(group));
        var taken = new HashSet<Failure>();
        foreach (var error in failures.Where(one => one is { IsRecord: false, IsJoined: false, Client: not null, Time: not null }))
        {
            var record = byKey.TryGetValue((error.Client, error.Target), out var records)
                ? records.Between(error.Time!.Value - Near, error.Time.Value + Near).Where(one => !taken.Contains(one)).MinBy(one => (one.Time!.Value - error.Time.Value).Duration())
                : null;
            if (record is not null && taken.Add(record))
            {
                Take(record, error);
            }
        }
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
                || outer.Between(inner.Time!.Value - Near, inner.Time.Value + Near)
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

    private static void Workers(List<Failure> failures)
    {
        var signs = failures.Where(one => !one.IsAboutRequest && one.Time is not null).ToList();
        Explain(failures, signs, CauseIds.WorkerPoolExhausted, TimeSpan.FromSeconds(5), Episode, [CauseIds.ResponseTimeout, CauseIds.ListenQueueFull, CauseIds.Undetermined]);
        Explain(failures, signs, CauseIds.WorkerKilledByTimeout, Near, Near, [CauseIds.UpstreamReset, CauseIds.UpstreamClosedBeforeResponse, CauseIds.Undetermined]);
        Explain(failures, signs, CauseIds.WorkerCrashed, Near, Near, [CauseIds.UpstreamReset, CauseIds.UpstreamClosedBeforeResponse, CauseIds.Undetermined]);
    }

    // What the lines about workers say of requests beside them: from a little before each request to a little after it.
    private static void Explain(List<Failure> failures, List<Failure> signs, string causeId, TimeSpan before, TimeSpan after, string[] explained)
    {
        var known = new TimeWindow(signs.Where(one => one.Cause.Id == causeId));
        if (known.IsEmpty)
        {
            return;
        }

        foreach (var one in failures.Where(one => !one.IsJoined && one.IsAboutRequest && one.Time is not null && one.Status is null or >= 500 && explained.Contains(one.Cause.Id)))
        {
            if (known.Between(one.Time!.Value - after, one.Time.Value + before).FirstOrDefault() is { } sign)
            {
                (one.Cause, one.Party, one.Confidence) = (sign.Cause, sign.Party, Confidence.Likely);
            }
        }
    }

    private static void Take(Failure record, Failure error)
    {
        error.IsJoined = true;
        if (Weight(error) > Weight(record))
        {
            (record.Cause, record.Party, record.Confidence) = (error.Cause, error.Party, error.Confidence);
        }

        record.Host ??= error.Host;
        record.Peer ??= error.Peer;
    }

    private static int Weight(Failure one) => one.Cause.Id switch
    {
        CauseIds.Undetermined => 0,
        CauseIds.UpstreamSentError => 1,
        _ => one.Confidence == Confidence.Certain ? 3 : 2,
    };

    private static bool SameHost(Failure one, Failure other) => one.Host is null || other.Host is null || string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsNear(Failure one, Failure other) => one.Time is { } first && other.Time is { } second ? (first - second).Duration() <= Near : one.Time is null && other.Time is null;
}
