using System.Collections.Concurrent;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing;

/// <summary>Numbers since the start. Plain fields on the hot path; dictionaries only where something failed.</summary>
public sealed class Counters
{
    private readonly long[] _byClass = new long[12];
    private readonly ConcurrentDictionary<(string Cause, string Party), long> _failures = new();
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _excess;
    private long _retries;
    private long _saved;
    private int _active;

    /// <summary>Upper bounds of the duration buckets, seconds: the OpenTelemetry advice for http.server.request.duration.</summary>
    public static IReadOnlyList<double> Buckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Request durations.</summary>
    public Histogram Durations { get; } = new(Buckets);

    public int Active => Volatile.Read(ref _active);

    public long Retries => Volatile.Read(ref _retries);

    public long SavedByRetry => Volatile.Read(ref _saved);

    public long Excess => Volatile.Read(ref _excess);

    public IReadOnlyDictionary<(string Cause, string Party), long> Failures => _failures;

    public IReadOnlyDictionary<string, long> RefusedByReason => _refused;

    /// <summary>Exchanges by class of status (1 to 5) and by who made the response.</summary>
    public long Requests(int statusClass, ResponseSource source) => Volatile.Read(ref _byClass[(statusClass * 2) + (source == ResponseSource.Upstream ? 1 : 0)]);

    internal void Started() => Interlocked.Increment(ref _active);

    internal void Ended(int status, ResponseSource source, TimeSpan duration)
    {
        Interlocked.Decrement(ref _active);
        Interlocked.Increment(ref _byClass[(Math.Clamp(status / 100, 0, 5) * 2) + (source == ResponseSource.Upstream ? 1 : 0)]);
        Durations.Add(duration.TotalSeconds);
    }

    internal void Failed(string cause, string party) => _failures.AddOrUpdate((cause, party), 1, (_, count) => count + 1);

    internal void Refused(string reason) => _refused.AddOrUpdate(reason, 1, (_, count) => count + 1);

    internal void ExcessBytes() => Interlocked.Increment(ref _excess);

    internal void Retried(int count, bool saved)
    {
        Interlocked.Add(ref _retries, count);
        if (saved)
        {
            Interlocked.Increment(ref _saved);
        }
    }
}
