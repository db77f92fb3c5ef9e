using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Cache;

/// <summary>What the cache has to do with one exchange that it could not answer at once.</summary>
/// <param name="shared">The cache.</param>
/// <param name="route">Settings of the route.</param>
/// <param name="key">The primary key; null when there is none.</param>
internal sealed class CacheUse(SharedCache shared, RouteCache route, string? key)
{
    // The wait for a worker ends by a timer of .NET, which counts whole milliseconds of a coarse clock: it can end that much before the timestamp it was made for.
    private static readonly TimeSpan TimerEarly = TimeSpan.FromMilliseconds(20);

    /// <summary>The limit's name in verdicts; no setting.</summary>
    public const string PatienceName = "the wait where a stored page is at hand";

    public SharedCache Shared { get; } = shared;

    public RouteCache Route { get; } = route;

    public string? Key { get; } = key;

    /// <summary>Why the request goes on, a word of RFC 9211 §2.2: <c>bypass</c>, <c>method</c>, <c>uri-miss</c>, <c>vary-miss</c>, <c>stale</c>, <c>request</c>, <c>partial</c>.</summary>
    public required string Forward { get; set; }

    /// <summary>More about it, as a short word; null = nothing.</summary>
    public string? Detail { get; set; }

    public RequestTraits Traits { get; init; }

    /// <summary>True when the response may be stored, as far as the request goes.</summary>
    public bool MayStore { get; set; }

    /// <summary>True when the content is compressed here, on its way into the store: what looks at its words reads it before.</summary>
    public bool IsCodedHere { get; set; }

    /// <summary>True when no client waits for the response.</summary>
    public bool IsBackground { get; init; }

    /// <summary>True when another's response may be waited for.</summary>
    public bool MayWait { get; set; }

    /// <summary>The stored response that would have been used if it were fresh; null = none.</summary>
    public StoredResponse? Candidate { get; set; }

    /// <summary>Content of <see cref="Candidate"/>, held while its server is asked.</summary>
    public IBodyReader? Kept { get; set; }

    /// <summary>The fetch this exchange leads; null = none.</summary>
    public Flight? Flight { get; set; }

    /// <summary>True when our own conditions go to the server, so that a 304 is about <see cref="Candidate"/>.</summary>
    public bool Validates { get; set; }

    /// <summary>How the request goes to the server other than it came; null = it does not.</summary>
    public RequestEdit? Edit { get; set; }

    /// <summary>Set-Cookie of a confirmation: for the one whose request brought it, and for nobody else. Null = none.</summary>
    public FieldBlock? Cookies { get; set; }

    /// <summary>The store in force when a GET's server was about to be asked; null = it is no GET, or was not.</summary>
    public ICacheStore? Store { get; set; }

    /// <summary>When the server was asked.</summary>
    public DateTimeOffset Asked { get; set; }

    /// <summary>The last change (<see cref="ChangeTable"/>) that the server's answer may know of.</summary>
    public long SeenChanges { get; set; }

    /// <summary>True when another's response was waited for.</summary>
    public bool HasWaited { get; set; }

    /// <summary>True when the response goes into the store.</summary>
    public bool Stores { get; set; }

    /// <summary>Status of the server's answer in whose place a stored one is given; 0 = it gave none.</summary>
    public int ServerStatus { get; set; }

    /// <summary>What the client gets in place of the server's response; null = that response.</summary>
    public Substitute? Instead { get; set; }

    /// <summary>The failure that the client does not see, because it gets a stored page; null = none.</summary>
    public Observation? SavedFrom { get; set; }

    /// <summary>Timestamp at which the server must have begun to answer, or the older page is given; 0 = it has all its time.</summary>
    public long AnswerDue { get; set; }

    /// <summary>True when its server was asked: before, it may have waited for a worker.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>The server is about to be asked. False when that is not to be: it is a renewal, and a visitor asks.</summary>
    public bool TryAsk() => HasAsked = Flight?.TryAsk() != false;

    /// <summary>True when the server did not begin to answer in time.</summary>
    public bool HasLostPatience(Exchange exchange) =>
        AnswerDue > 0 && exchange.Services.Time.GetElapsedTime(exchange.Services.Time.GetTimestamp(), AnswerDue) <= TimerEarly;

    /// <summary>The response is made for the one who asked: it is not stored.</summary>
    /// <param name="why">A short word.</param>
    public void Withhold(string why)
    {
        (MayStore, IsWithheld, Detail) = (false, true, Key is null ? Detail : why);

        // Who waits for the page goes on without this one.
        EndFlight(FlightEnd.Abandoned);
    }

    /// <summary>True after <see cref="Withhold"/>.</summary>
    public bool IsWithheld { get; private set; }

    /// <summary>True when the server was asked in vain and <see cref="Candidate"/> may take the failure's place: nobody has purged it meanwhile.</summary>
    public bool MayReplaceFailure(DateTimeOffset now) =>
        Candidate is { } stored && ReuseRules.MayReplaceFailure(Route, stored, now) && !Shared.HasPurged(stored.Entry, Asked);

    /// <summary>Hands the end of the fetch over to somebody else.</summary>
    public Flight? TakeFlight()
    {
        var flight = Flight;
        Flight = null;
        return flight;
    }

    /// <summary>Ends the fetch this exchange leads. Again, or without one, does nothing.</summary>
    public void EndFlight(FlightEnd end)
    {
        if (Flight is { } flight)
        {
            Flight = null;
            Shared.Flights.End(Key!, flight, end);
        }
    }

    /// <summary>The exchange is over.</summary>
    public void Close(Exchange exchange)
    {
        if (exchange.CacheResult is null && !IsBackground)
        {
            var result = Forward is "bypass" or "method" ? CacheResult.Bypass : CacheResult.Miss;
            exchange.CacheResult = result;
            Shared.Counters.Add(result);
        }

        EndFlight(exchange.Failure is null || exchange.ClientLeft ? FlightEnd.Abandoned : FlightEnd.Failed);
        Kept?.Dispose();
        Kept = null;
    }
}

/// <summary>What a client gets in place of its server's response.</summary>
internal enum Substitute
{
    /// <summary>The stored response that the server confirmed.</summary>
    Confirmed,

    /// <summary>The stored response, because the server failed.</summary>
    Older,
}
