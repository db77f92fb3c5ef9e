using System.Collections.Concurrent;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>One fetch for each key at a time. Bounded by the exchanges under way.</summary>
internal sealed class FlightTable
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <summary>How long a visitor waits for another's response, and for a server where an older page may be given. nginx's proxy_cache_lock_timeout.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes the lead for a key; also from a renewal that still waits for a worker, which is served after everybody: nobody is to wait for that.</summary>
    /// <param name="key">The primary key.</param>
    /// <param name="flight">The flight: one's own, or another's.</param>
    /// <returns>True when it is one's own.</returns>
    public bool TryLead(string key, out Flight flight)
    {
        var own = new Flight(isRenewal: false);
        while (true)
        {
            flight = _flights.GetOrAdd(key, own);
            if (ReferenceEquals(flight, own))
            {
                return true;
            }

            if (!flight.TryTakeOver())
            {
                return false;
            }

            End(key, flight, FlightEnd.Abandoned);
        }
    }

    /// <summary>Takes the lead for a key for a fetch that no visitor waits for; null when somebody has it.</summary>
    public Flight? Renew(string key)
    {
        var own = new Flight(isRenewal: true);
        return _flights.TryAdd(key, own) ? own : null;
    }

    /// <summary>True when somebody asks for it, or is about to.</summary>
    public bool IsUnderWay(string key) => _flights.ContainsKey(key);

    /// <summary>Ends a flight of one's own. Again does nothing.</summary>
    public void End(string key, Flight flight, FlightEnd end)
    {
        _flights.TryRemove(new KeyValuePair<string, Flight>(key, flight));
        flight.End(end);
    }
}
