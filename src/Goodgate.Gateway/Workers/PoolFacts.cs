using System.Globalization;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>What FPM said of itself, as facts for a verdict.</summary>
internal static class PoolFacts
{
    // A restart explains failures around it, not those of the next hour.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    public static IEnumerable<Fact> Of(WorkerPool pool, TimeProvider time)
    {
        if (pool.Reading is { } reading)
        {
            var ago = Seconds(time.GetElapsedTime(reading.At));
            yield return reading.Status is { } status
                ? new Fact("pool-status", string.Create(CultureInfo.InvariantCulture,
                    $"{status.Active} active, {status.Idle} idle, {status.Total} in all; listen queue {Queue(reading)}; max_children reached {status.MaxChildrenReached} times; {status.SlowRequests} slow requests; {ago} ago"))
                : new Fact("pool-status", $"none: {reading.Problem}; listen queue {Queue(reading)}; {ago} ago");
            if (reading.Ping is { } ping)
            {
                yield return new Fact("pool-ping", $"{ping}; {ago} ago");
            }
        }

        if (Restarted(pool, time) is { } restarted)
        {
            yield return restarted;
        }
    }

    /// <summary>The last restart, while it is recent.</summary>
    public static Fact? Restarted(WorkerPool pool, TimeProvider time) =>
        pool.RestartedAt is { } at && time.GetUtcNow() - at is var since && since < Recent ? new Fact("pool-restarted", $"{Seconds(since)} ago") : null;

    private static string Queue(PoolReading reading) => reading.Waiting?.ToString(CultureInfo.InvariantCulture) ?? $"unknown ({reading.Queue.Unknown})";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s");
}
