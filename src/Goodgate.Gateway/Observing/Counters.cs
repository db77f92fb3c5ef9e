using System.Collections.Concurrent;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Observing;

/// <summary>Numbers since the start. Striped counts on the hot path; dictionaries only where something failed.</summary>
public sealed class Counters
{
    private const int Begun = 0;
    private const int Over = 1;

    private readonly StripedCounts _exchanges = new(2);
    private readonly ConcurrentDictionary<(string Cause, string Party), long> _failures = new();
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);
    private long _excess;
    private long _forgotten;
    private long _retries;
    private long _saved;
    private long _undetermined;

    /// <summary>Upper bounds of the duration buckets, seconds: the OpenTelemetry advice for http.server.request.duration.</summary>
    public static IReadOnlyList<double> Buckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Durations of exchanges, seconds.</summary>
    public Histogram Durations { get; } = new(Buckets);

    /// <summary>Requests answered, refused ones included.</summary>
    public StatusCounts Requests { get; } = new();

    /// <summary>Connections of clients.</summary>
    public ConnectionCounts Connections { get; } = new();

    /// <summary>Exchanges under way.</summary>
    public long Active => Math.Max(0, _exchanges.Read(Begun) - _exchanges.Read(Over));

    /// <summary>Attempts after the first one.</summary>
    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Exchanges whose first attempt failed and whose client got its answer all the same.</summary>
    public long SavedByRetry => Volatile.Read(ref _saved);

    /// <summary>Responses that were followed by bytes nobody had asked for.</summary>
    public long Excess => Volatile.Read(ref _excess);

    /// <summary>Clients that a limit on rates had no room left to remember.</summary>
    public long ForgottenClients => Volatile.Read(ref _forgotten);

    /// <summary>Failures without a named cause.</summary>
    public long Undetermined => Volatile.Read(ref _undetermined);

    /// <summary>Failed exchanges by cause and party. Bounded by the catalogue.</summary>
    public IReadOnlyDictionary<(string Cause, string Party), long> Failures => _failures;

    /// <summary>Refused requests by reason. Reasons are fixed words.</summary>
    public IReadOnlyDictionary<string, long> RefusedByReason => _refused;

    internal void Started() => _exchanges.Add(Begun);

    internal void Ended(int status, ResponseSource source, TimeSpan duration)
    {
        _exchanges.Add(Over);
        Requests.Add(status, source);
        Durations.Add(duration.TotalSeconds);
    }

    internal void Failed(string cause, string party, bool undetermined)
    {
        _failures.AddOrUpdate((cause, party), 1, static (_, count) => count + 1);
        if (undetermined)
        {
            Interlocked.Increment(ref _undetermined);
        }
    }

    internal void Refused(string reason) => _refused.AddOrUpdate(reason, 1, static (_, count) => count + 1);

    internal void ExcessBytes() => Interlocked.Increment(ref _excess);

    internal void Forgotten() => Interlocked.Increment(ref _forgotten);

    internal void Retried(int count, bool saved)
    {
        Interlocked.Add(ref _retries, count);
        if (saved)
        {
            Interlocked.Increment(ref _saved);
        }
    }
}
