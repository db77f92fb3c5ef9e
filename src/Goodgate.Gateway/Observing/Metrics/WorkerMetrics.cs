using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>What <c>/metrics</c> shows of pools of workers: who waits here, and what FPM says. No samples where no upstream tells of a pool.</summary>
internal static class WorkerMetrics
{
    public static void Write(Exposition to, IEnumerable<Upstream> upstreams)
    {
        Row[] rows = [.. upstreams.Where(one => one.Workers is not null).Select(one => new Row(one.Settings.Name, one.Workers!, one.Workers!.Gate.Counts, one.Workers!.Reading))];
        WriteQueue(to, rows);
        Each(to.Gauge("goodgate_fpm_listen_queue", "Connections that wait to be accepted: by the kernel where it tells, else by FPM."), [.. rows.Where(row => row.Reading?.Waiting is not null)], row => row.Reading!.Waiting!.Value);
        WriteFpm(to, [.. rows.Where(row => row.Reading?.Status is not null)]);
    }

    private static void WriteQueue(Exposition to, Row[] rows)
    {
        Each(to.Gauge("goodgate_workers_limit", "Most requests in flight at an upstream: the size of its pool; 0 = unknown, and nobody waits."), rows, row => row.Pool.Gate.Limit ?? 0);
        Each(to.Gauge("goodgate_workers_held", "Requests in flight, those that outlive their client among them."), rows, row => row.Pool.Gate.Held);
        Each(to.Gauge("goodgate_workers_abandoned", "Requests that run on although nobody waits for their answer."), rows, row => row.Pool.Gate.Places.Count(place => place.IsAbandoned));
        Each(to.Gauge("goodgate_queue_depth", "Requests that wait for a worker."), rows, row => row.Pool.Gate.Depth);
        Each(to.Counter("goodgate_queue_waits", "Requests that waited and got a worker."), rows, row => row.Counts.Waited);
        Each(to.Counter("goodgate_queue_wait_seconds", "Time those requests waited, together."), rows, row => row.Counts.Seconds);
        to.Counter("goodgate_queue_lost", "Requests that waited in vain, by reason.");
        foreach (var row in rows)
        {
            to.Sample(row.Counts.TimedOut, ("upstream", row.Upstream), ("reason", "timeout"))
                .Sample(row.Counts.Full, ("upstream", row.Upstream), ("reason", "full"))
                .Sample(row.Counts.Left, ("upstream", row.Upstream), ("reason", "client_left"));
        }
    }

    private static void WriteFpm(Exposition to, Row[] seen)
    {
        Each(to.Gauge("goodgate_fpm_active", "Workers that are busy, by FPM's status page."), seen, row => row.Reading!.Status!.Active);
        Each(to.Gauge("goodgate_fpm_idle", "Workers that are idle."), seen, row => row.Reading!.Status!.Idle);
        Each(to.Counter("goodgate_fpm_max_children_reached", "How often pm.max_children was hit, since FPM's start."), seen, row => row.Reading!.Status!.MaxChildrenReached);
        Each(to.Counter("goodgate_fpm_slow_requests", "Requests beyond request_slowlog_timeout, since FPM's start."), seen, row => row.Reading!.Status!.SlowRequests);
        Each(to.Counter("goodgate_fpm_restarts", "Restarts and reloads of FPM that were seen."), seen, row => row.Pool.Restarts);
    }

    private static void Each(Exposition to, Row[] rows, Func<Row, double> value)
    {
        foreach (var row in rows)
        {
            to.Sample(value(row), ("upstream", row.Upstream));
        }
    }

    private sealed record Row(string Upstream, WorkerPool Pool, GateCounts Counts, PoolReading? Reading);
}
