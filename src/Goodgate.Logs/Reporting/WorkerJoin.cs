using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>What lines about workers (a full pool, a dead process) say of requests beside them.</summary>
internal static class WorkerJoin
{
    /// <summary>Lines of two programs about one event: seconds apart, since each is written when its program comes to it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>How long a 504 waited when its line does not tell: proxy_read_timeout, fastcgi_read_timeout and Apache's Timeout are 60 s by default.</summary>
    private static readonly TimeSpan UsualLimit = TimeSpan.FromSeconds(60);

    /// <summary>PHP-FPM says once that its pool is full, however long it stays so: failures of the kind go on being its work while less than this lies between two of them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(60);

    private static readonly string[] Full = [CauseIds.ResponseTimeout, CauseIds.ListenQueueFull, CauseIds.Undetermined];

    private static readonly string[] Cut = [CauseIds.UpstreamReset, CauseIds.UpstreamClosedBeforeResponse, CauseIds.Undetermined];

    public static void Join(List<Failure> failures)
    {
        var signs = failures.Where(one => one is { IsAboutRequest: false, IsOfServer: true, Time: not null }).ToList();
        Explain(failures, signs, CauseIds.WorkerPoolExhausted, Slack, Waited, Full);
        Prolong(failures);
        Explain(failures, signs, CauseIds.WorkerKilledByTimeout, RequestJoin.Near, _ => TimeSpan.Zero, Cut);
        Explain(failures, signs, CauseIds.WorkerCrashed, RequestJoin.Near, _ => TimeSpan.Zero, Cut);
    }

    // Around the whole request, since the pool may have been full when it began.
    private static void Explain(List<Failure> failures, List<Failure> signs, string causeId, TimeSpan slack, Func<Failure, TimeSpan> duration, string[] explained)
    {
        var known = new TimeWindow(signs.Where(one => one.Cause.Id == causeId));
        if (known.IsEmpty)
        {
            return;
        }

        foreach (var one in failures.Where(one => one is { IsJoined: false, IsRepaired: false, IsAboutRequest: true, Time: not null } && IsGateways(one) && explained.Contains(one.Cause.Id)))
        {
            if (known.Between(one.Time!.Value - duration(one) - slack, one.Time.Value + slack).FirstOrDefault() is { } sign)
            {
                (one.Cause, one.Party, one.Confidence) = (sign.Cause, sign.Party, Confidence.Likely);
            }
        }
    }

    // From the failures a full pool explains on to those that follow them without a pause, of the same server.
    private static void Prolong(List<Failure> failures)
    {
        var runs = new Dictionary<string, Failure>(StringComparer.Ordinal);
        foreach (var one in failures.Where(one => one is { IsJoined: false, IsRepaired: false, IsAboutRequest: true, Time: not null } && IsGateways(one)).OrderBy(one => one.Time))
        {
            var server = one.Peer ?? "";
            if (Full.Contains(one.Cause.Id) && runs.TryGetValue(server, out var last) && one.Time - last.Time <= Pause)
            {
                (one.Cause, one.Party, one.Confidence) = (last.Cause, last.Party, Confidence.Likely);
            }

            if (one.Cause.Id == CauseIds.WorkerPoolExhausted)
            {
                runs[server] = one;
            }
        }
    }

    // A 500 is the application's own word; an error line without a status is about a gateway's failure.
    private static bool IsGateways(Failure one) => one.Status is null or 502 or 503 or 504;

    private static TimeSpan Waited(Failure one) => one.Elapsed ?? (one.Status == 504 || one.Cause.Id == CauseIds.ResponseTimeout ? UsualLimit : TimeSpan.Zero);
}
