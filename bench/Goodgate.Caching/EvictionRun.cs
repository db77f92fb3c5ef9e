using System.Globalization;

namespace Goodgate.Caching;

/// <summary>How many requests each policy answers from the cache, on traces that are the same on every machine. Nothing is timed: the figures depend on nothing else.</summary>
internal static class EvictionRun
{
    private const int Requests = 2_000_000;

    private static readonly TraceShape[] Shapes =
    [
        new("site: popular pages, one-hit wonders, crawlers, popularity drifts", Skew: 0.85, Wonders: 0.15, Scans: 0.10, Drift: 0.30),
        new("popular pages only", Skew: 0.85, Wonders: 0, Scans: 0, Drift: 0),
        new("crawlers are half of the traffic", Skew: 0.85, Wonders: 0.05, Scans: 0.50, Drift: 0.10),
        new("news: popularity moves fast", Skew: 0.95, Wonders: 0.10, Scans: 0.05, Drift: 3.0),
    ];

    private static readonly (string Name, Func<long, ISimulatedCache> Make)[] Policies =
    [
        ("FIFO", bytes => new QueueCache(bytes, movesOnUse: false)),
        ("LRU", bytes => new QueueCache(bytes, movesOnUse: true)),
        ("W-TinyLFU", bytes => new TinyLfuCache(bytes)),
        ("S3-FIFO (ours)", bytes => new S3FifoCache(bytes)),
    ];

    private static readonly double[] Shares = [0.01, 0.05, 0.10, 0.25];

    /// <summary>Plays them, and prints a table for each trace.</summary>
    public static void Play()
    {
        foreach (var shape in Shapes)
        {
            var trace = new Trace(shape, seed: 1).Take(Requests);
            var whole = trace.DistinctBy(one => one.Page).Sum(one => (long)one.Size);
            Say($"{shape.Name}: {Requests:N0} requests for {trace.DistinctBy(one => one.Page).Count():N0} pages of {whole / 1048576.0:N0} MiB");
            Say($"| cache holds | {string.Join(" | ", Policies.Select(policy => policy.Name))} |");
            Say($"|---|{string.Concat(Policies.Select(_ => "---:|"))}");
            foreach (var share in Shares)
            {
                var results = Policies.Select(policy => Play(policy.Make((long)(whole * share)), trace));
                Say($"| {share * 100:F0} % | {string.Join(" | ", results)} |");
            }

            Say($"");
        }
    }

    // Hits of requests, and of bytes in brackets. The first tenth fills the cache.
    private static string Play(ISimulatedCache cache, List<Request> trace)
    {
        var (hits, hitBytes, bytes, counted) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < trace.Count; i++)
        {
            var isHit = cache.Ask(trace[i]);
            if (i >= trace.Count / 10)
            {
                counted++;
                bytes += trace[i].Size;
                hits += isHit ? 1 : 0;
                hitBytes += isHit ? trace[i].Size : 0;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{hits * 100.0 / counted:F1} % ({hitBytes * 100.0 / bytes:F1} %)");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
