using System.Collections.Concurrent;

namespace Goodgate.Gateway.Observing;

/// <summary>Connections of clients: how many there are, may be, and were turned away.</summary>
public sealed class ConnectionCounts
{
    private readonly ConcurrentDictionary<string, long> _turnedAway = new(StringComparer.Ordinal);
    private int _open;
    private int _limit;

    /// <summary>Open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Most that may be; 0 before the first has come.</summary>
    public int Limit => Volatile.Read(ref _limit);

    /// <summary>Connections turned away, by reason. Reasons are fixed words.</summary>
    public IReadOnlyDictionary<string, long> TurnedAway => _turnedAway;

    /// <summary>Counts one more, if there may be one.</summary>
    internal bool TryOpen(int limit)
    {
        Volatile.Write(ref _limit, limit);
        if (Interlocked.Increment(ref _open) <= limit)
        {
            return true;
        }

        Closed();
        return false;
    }

    internal void Closed() => Interlocked.Decrement(ref _open);

    /// <returns>How many there are now.</returns>
    internal long TurnAway(string reason) => _turnedAway.AddOrUpdate(reason, 1, static (_, count) => count + 1);
}
