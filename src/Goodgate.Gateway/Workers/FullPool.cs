using System.Globalization;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>The facts of a request that got no worker: how full the pool is, who waits, how long this one did, and who holds the workers longest.</summary>
internal static class FullPool
{
    // Three names tell whether it is one script or many.
    private const int MostHolders = 3;

    // Older than three questions it tells of another moment.
    private static readonly TimeSpan Fresh = 3 * PoolWatch.Period;

    // A timer counts in milliseconds.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(10);

    /// <summary>The failure.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="pool">Its pool.</param>
    /// <param name="outcome">How the wait ended.</param>
    /// <param name="waited">How long it lasted.</param>
    /// <param name="rank">Rank of the request.</param>
    public static Observation Seen(Exchange exchange, WorkerPool pool, WaitOutcome outcome, TimeSpan waited, RequestRank rank)
    {
        var gate = pool.Gate;
        var (held, depth) = (gate.Held, gate.Depth);
        exchange.RetryAfter = gate.ExpectedWait;
        var holders = Holders(exchange, pool);
        var full = string.Create(CultureInfo.InvariantCulture, $"{held} of {gate.Limit} workers busy, {depth} requests waiting (room for {gate.Room})");
        List<Fact> facts =
        [
            new("workers", string.Create(CultureInfo.InvariantCulture, $"{held} of {gate.Limit} busy, {gate.Places.Count(place => place.IsAbandoned)} of them for clients that left")),
            new("queue", string.Create(CultureInfo.InvariantCulture, $"{depth} waiting, room for {gate.Room}")),
            new("waited", Text(waited)),
            new("rank", rank.ToString().ToLowerInvariant()),
            .. holders.Select(holder => new Fact("holds-worker", holder)),
            .. GivenUp(exchange, pool, outcome),
            .. PoolFacts.Of(pool, exchange.Services.Time),
        ];
        return new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.Routing,
            Happening = Happening.WorkersExhausted,
            Elapsed = waited,
            Limit = outcome == WaitOutcome.GivenUp ? null
                : outcome == WaitOutcome.Hopeless ? new LimitFact("fastcgi.pool.queue_timeout", Durations.Text(pool.Settings.QueueTimeout))
                : outcome == WaitOutcome.TimedOut ? Passed(exchange, pool.Settings.QueueTimeout, waited)
                : new LimitFact("fastcgi.pool.queue", gate.Room.ToString(CultureInfo.InvariantCulture)),
            Facts = facts,
            Detail = $"{full}, {Of(outcome, waited)}{(holders.Count > 0 ? $"; longest: {holders[0]}" : "")}",
        };
    }

    private static IEnumerable<Fact> GivenUp(Exchange exchange, WorkerPool pool, WaitOutcome outcome)
    {
        if (outcome == WaitOutcome.GivenUp)
        {
            var page = PageName.Key(exchange.Target);
            var own = pool.Gate.Places.Where(place => place.Page == page).ToList();
            yield return new Fact(FactNames.GivenUp, string.Create(CultureInfo.InvariantCulture, $"{own.Count} workers run this page, {own.Count(place => place.IsAbandoned)} of them for clients that left"));
        }
    }

    private static string Of(WaitOutcome outcome, TimeSpan waited) => outcome switch
    {
        WaitOutcome.Hopeless => "too many for this one's time",
        _ => $"this one for {Text(waited)}",
    };

    // The limit on the whole exchange may have left less.
    private static LimitFact Passed(Exchange exchange, TimeSpan patience, TimeSpan waited) => exchange.Cached?.HasLostPatience(exchange) == true && waited < patience - Grain
        ? new LimitFact(Cache.CacheUse.PatienceName, Durations.Text(exchange.Cached.Shared.Flights.Patience))
        : waited < patience - Grain && exchange.TotalDue > 0 ? new LimitFact("timeouts.total", Durations.Text(exchange.Upstream!.Settings.Timeouts.Total))
        : new LimitFact("fastcgi.pool.queue_timeout", Durations.Text(patience));

    // FPM's own word where it is fresh and knows of more than went through here. A site whose pages are all one script is told by its pages, which FPM does not name.
    private static List<string> Holders(Exchange exchange, WorkerPool pool)
    {
        var time = exchange.Services.Time;
        if (pool.Reading is { Status: { Processes.Count: > 0 } status } reading && time.GetElapsedTime(reading.At) < Fresh
            && status.Busy.Count(one => one.Script is not null) > pool.Gate.Held)
        {
            var since = time.GetElapsedTime(reading.At);
            return [.. status.Busy.Where(one => one.Script is not null).Take(MostHolders)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Path} ({one.Script}, worker {one.Pid}) for {Text(one.Duration)}, seen {Text(since)} ago"))];
        }

        return [.. pool.Gate.Places.Take(MostHolders)
            .Select(place => $"{Name(place)} for {Text(time.GetElapsedTime(place.Since))}{(place.IsAbandoned ? ", its client has left" : "")}")];
    }

    private static string Name(WorkerPlace place) => PageName.Of(place.Target) is var page && (page.Length == 0 || page == place.Script) ? place.Script : $"{page} ({place.Script})";

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
