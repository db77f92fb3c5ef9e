using System.Collections.Concurrent;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>One fetch for each key at a time. Bounded by the exchanges under way.</summary>
internal sealed class FlightTable
{
    // Of a server that takes a second for a page, 32 a second are renewed: more than change, and few beside those visitors ask for.
    private const int MostRenewals = 32;

    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    private int _renewals;

    /// <summary>How long a visitor waits for another's response, and for a server where an older page may be given. nginx's proxy_cache_lock_timeout.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes the lead for a key.</summary>
    /// <param name="key">The primary key.</param>
    /// <param name="flight">The flight: one's own, or another's.</param>
    /// <returns>True when it is one's own.</returns>
    public bool TryLead(string key, out Flight flight)
    {
        var own = new Flight();
        flight = _flights.GetOrAdd(key, own);
        return ReferenceEquals(flight, own);
    }

    /// <summary>Begins a fetch that no visitor waits for. False when there are enough: a crawler that walks over old pages must not ask for all of them at once.</summary>
    public bool TryBeginRenewal()
    {
        if (Interlocked.Increment(ref _renewals) <= MostRenewals)
        {
            return true;
        }

        EndRenewal();
        return false;
    }

    /// <summary>Such a fetch has ended.</summary>
    public void EndRenewal() => Interlocked.Decrement(ref _renewals);

    /// <summary>Ends a flight of one's own. Again does nothing.</summary>
    public void End(string key, Flight flight, FlightEnd end)
    {
        _flights.TryRemove(new KeyValuePair<string, Flight>(key, flight));
        flight.End(end);
    }
}
