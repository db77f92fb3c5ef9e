using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>Step: of several requests for one page that is not there, one goes on; the others wait for what it brings.</summary>
internal static class AskOnce
{
    // nginx's proxy_cache_lock_timeout; a visitor waits no longer. Where workers are counted, whoever went on alone would wait for one all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Each time the one who asked has left. Then everybody asks.
    private const int MostTurns = 4;

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is not null || exchange.Cached is not { Key: { } key } use || exchange.Client.Method is not ("GET" or "HEAD"))
        {
            return new ValueTask<bool>(true);
        }

        if (!use.MayWait || use.Flight is not null)
        {
            return Go(exchange, use);
        }

        return use.Shared.Flights.TryLead(key, out var flight) ? Lead(exchange, use, flight) : FollowAsync(exchange, use, flight);
    }

    private static ValueTask<bool> Go(Exchange exchange, CacheUse use)
    {
        Asking.Prepare(exchange, use);
        return new ValueTask<bool>(true);
    }

    // Between the look into the store and now another may have brought it.
    private static ValueTask<bool> Lead(Exchange exchange, CacheUse use, Flight flight)
    {
        use.Flight = flight;
        if (Fresh(exchange, use) is { } answer)
        {
            use.EndFlight(FlightEnd.Stored);
            return Give(exchange, answer, CacheResult.Hit);
        }

        return Go(exchange, use);
    }

    private static async ValueTask<bool> FollowAsync(Exchange exchange, CacheUse use, Flight flight)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            use.HasWaited = true;
            switch (await EndOf(flight, exchange))
            {
                case FlightEnd.Stored when Fresh(exchange, use) is { } answer:
                    return await Give(exchange, answer, CacheResult.Collapsed);
                case FlightEnd.Stored when HasOtherVariants(exchange, use):
                    break;
                case FlightEnd.Stored or FlightEnd.NotStored:
                    return await Go(exchange, use);
                case FlightEnd.Failed or null when Older(exchange, use) is { } older:
                    return await older.GiveAsync(CacheResult.Saved);
                case FlightEnd.Failed or null:
                    return await Go(exchange, use);
            }

            if (use.Shared.Flights.TryLead(use.Key!, out flight))
            {
                return await Lead(exchange, use, flight);
            }
        }

        return await Go(exchange, use);
    }

    // Null when it took too long.
    private static async ValueTask<FlightEnd?> EndOf(Flight flight, Exchange exchange)
    {
        var queue = exchange.Upstream?.Workers?.Settings.QueueTimeout ?? default;
        try
        {
            return await flight.Ended.WaitAsync(queue > Patience ? queue : Patience, exchange.Services.Time);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static ValueTask<bool> Give(Exchange exchange, StoredAnswer answer, CacheResult result)
    {
        // It is a hit after all.
        exchange.Cached = null;
        return answer.GiveAsync(result);
    }

    private static StoredAnswer? Fresh(Exchange exchange, CacheUse use)
    {
        var stored = Selection.Of(use.Shared.Store, use.Key!, exchange.Client.Fields, out _);
        return stored is not null && ReuseRules.Decide(use.Route, stored, use.Traits, CacheDirectives.None, exchange.Services.Time.GetUtcNow()).Reuse is Reuse.Fresh
            ? StoredAnswer.Begin(exchange, stored)
            : null;
    }

    // What came is for clients of another kind: of those of this kind one goes on.
    private static bool HasOtherVariants(Exchange exchange, CacheUse use) =>
        Selection.Of(use.Shared.Store, use.Key!, exchange.Client.Fields, out var others) is null && others;

    private static StoredAnswer? Older(Exchange exchange, CacheUse use) =>
        use.Candidate is { } stored && ReuseRules.MayReplaceFailure(use.Route, stored, exchange.Services.Time.GetUtcNow()) ? StoredAnswer.Begin(exchange, stored) : null;
}
