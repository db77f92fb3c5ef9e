using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>Step: of several requests for one page that is not there, one goes on; the others wait for what it brings.</summary>
internal static class AskOnce
{
    // Each time the one who asked has left. Then everybody asks.
    private const int MostTurns = 4;

    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is not null || exchange.Cached is not { Key: { } key } use || exchange.Client.Method is not ("GET" or "HEAD"))
        {
            return new ValueTask<bool>(true);
        }

        // Its server hung when it was asked last: nobody waits for it again while this page may stand in.
        if (use is { Forward: "stale", IsBackground: false, Candidate: { Hangs: true } hanging } && Older(exchange, use) is { } instead)
        {
            return InsteadAsync(exchange, use, hanging, instead);
        }

        if (!use.MayWait || use.Flight is not null)
        {
            return Go(exchange, use);
        }

        return use.Shared.Flights.TryLead(key, out var flight) ? Lead(exchange, use, flight) : FollowAsync(exchange, use, flight);
    }

    private static async ValueTask<bool> InsteadAsync(Exchange exchange, CacheUse use, StoredResponse stored, StoredAnswer answer)
    {
        if (!await answer.IsReadableAsync())
        {
            return await Go(exchange, use);
        }

        BackgroundFetch.Start(exchange, use.Route, use.Key!, stored);
        return await Give(exchange, answer, CacheResult.Saved);
    }

    private static ValueTask<bool> Go(Exchange exchange, CacheUse use)
    {
        Asking.Prepare(exchange, use);
        return use is { Kept: { Whole: null } body, Candidate: { } stored } ? HoldAsync(exchange, use, stored, body) : new ValueTask<bool>(true);
    }

    // A 304 about a page that cannot be read would leave nothing to give.
    private static async ValueTask<bool> HoldAsync(Exchange exchange, CacheUse use, StoredResponse stored, IBodyReader body)
    {
        if (!await StoredAnswer.IsReadableAsync(stored, body))
        {
            (use.Kept, use.Candidate, use.Validates, use.AnswerDue) = (null, null, false, 0);
            Asking.Prepare(exchange, use);
        }

        return true;
    }

    // Between the look into the store and now another may have brought it.
    private static ValueTask<bool> Lead(Exchange exchange, CacheUse use, Flight flight)
    {
        use.Flight = flight;
        if (Fresh(exchange, use, out _) is { } answer)
        {
            use.EndFlight(FlightEnd.Stored);
            return FoundAsync(exchange, use, answer, CacheResult.Hit);
        }

        return Go(exchange, use);
    }

    private static async ValueTask<bool> FoundAsync(Exchange exchange, CacheUse use, StoredAnswer answer, CacheResult result) =>
        await (await answer.IsReadableAsync() ? Give(exchange, answer, result) : Go(exchange, use));

    private static async ValueTask<bool> FollowAsync(Exchange exchange, CacheUse use, Flight flight)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            use.HasWaited |= !flight.IsSlow;
            switch (await EndOf(flight, exchange, use))
            {
                case FlightEnd.Stored:
                    if (Fresh(exchange, use, out var isForOthers) is { } answer)
                    {
                        return await FoundAsync(exchange, use, answer, CacheResult.Collapsed);
                    }

                    if (isForOthers)
                    {
                        // What came is for clients of another kind: of those of this kind one goes on.
                        break;
                    }

                    return await Go(exchange, use);
                case FlightEnd.NotStored:
                    return await Go(exchange, use);
                case FlightEnd.Failed or null when Older(exchange, use) is { } older && await older.IsReadableAsync():
                    use.Detail = "stale-if-error";
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

    // Null when it took too long: for this one, or for somebody before, and then nobody else waits. Where workers are counted, whoever went on alone would wait
    // for one all the same; but not where an older page may be given.
    private static async ValueTask<FlightEnd?> EndOf(Flight flight, Exchange exchange, CacheUse use)
    {
        if (flight is { IsSlow: true, Ended.IsCompleted: false })
        {
            return null;
        }

        var patience = use.Shared.Flights.Patience;
        var queue = MayReplace(exchange, use) ? default : exchange.Upstream?.Workers?.Settings.QueueTimeout ?? default;
        try
        {
            return await flight.Ended.WaitAsync(queue > patience ? queue : patience, exchange.Services.Time);
        }
        catch (TimeoutException)
        {
            flight.IsSlow = true;
            if (flight.HasAsked)
            {
                use.Candidate?.Hang();
            }

            return null;
        }
    }

    private static ValueTask<bool> Give(Exchange exchange, StoredAnswer answer, CacheResult result)
    {
        // It is a hit after all.
        exchange.Cached = null;
        return answer.GiveAsync(result);
    }

    // One look: another response may come between two.
    private static StoredAnswer? Fresh(Exchange exchange, CacheUse use, out bool isForOthers)
    {
        var stored = Selection.Of(use.Shared.Store, use.Key!, exchange.Client.Fields, out var others);
        isForOthers = stored is null && others;
        return stored is not null && ReuseRules.Decide(use.Route, stored, use.Traits, CacheDirectives.None, exchange.Services.Time.GetUtcNow()).Reuse is Reuse.Fresh
            ? StoredAnswer.Begin(exchange, stored)
            : null;
    }

    private static StoredAnswer? Older(Exchange exchange, CacheUse use) => MayReplace(exchange, use) ? StoredAnswer.Begin(exchange, use.Candidate!) : null;

    private static bool MayReplace(Exchange exchange, CacheUse use) =>
        use.Candidate is { } stored && ReuseRules.MayReplaceFailure(use.Route, stored, exchange.Services.Time.GetUtcNow());
}
