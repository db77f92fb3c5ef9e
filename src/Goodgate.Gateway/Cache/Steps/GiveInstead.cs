using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>Step: gives a stored response in place of the server's: the one it confirmed, or an older one because it failed.</summary>
internal static class GiveInstead
{
    // How long a failed server is left alone for one page. The gateway's own checks tell of it meanwhile; nobody waits for its timeout.
    private static readonly TimeSpan Spared = TimeSpan.FromSeconds(5);

    public static ValueTask<bool> RunAsync(Exchange exchange) =>
        exchange.Cached is { Candidate: { } stored } use ? GiveAsync(exchange, use, stored) : new ValueTask<bool>(true);

    private static async ValueTask<bool> GiveAsync(Exchange exchange, CacheUse use, StoredResponse stored)
    {
        if (use.Instead is null && Saves(exchange, use))
        {
            (use.SavedFrom, exchange.Failure, use.Instead) = (exchange.Failure, null, Substitute.Older);
        }

        if (use is not { Instead: { } instead, Kept: { } body })
        {
            return true;
        }

        use.Kept = null;
        if (!await StoredAnswer.IsReadableAsync(stored, body))
        {
            (exchange.Failure, use.SavedFrom, use.Instead) = (use.SavedFrom, null, null);
            return true;
        }

        if (instead == Substitute.Older)
        {
            use.Detail = "stale-if-error";
            if (use.HasLostPatience(exchange))
            {
                // It may only be slow: the page is asked for anew with all the time its settings give, and nobody waits for that. Said before others go on. Of a
                // server that was not asked, because no worker was free, nothing is known: the next one asks when it has been spared.
                if (use.HasAsked)
                {
                    stored.Hang();
                }

                use.EndFlight(FlightEnd.Failed);
                BackgroundFetch.Start(exchange, use.Route, use.Key!, stored);
            }

            stored.Spare(exchange.Services.Time.GetUtcNow() + Spared);
            use.EndFlight(FlightEnd.Failed);
        }

        return await new StoredAnswer(exchange, stored, body).GiveAsync(instead == Substitute.Older ? CacheResult.Saved : CacheResult.Revalidated);
    }

    // What the client did, and what nobody's server is to blame for, is no reason.
    private static bool Saves(Exchange exchange, CacheUse use) =>
        exchange.Failure is { Happening: not (Happening.ClientLeft or Happening.ConfiguredAnswer) }
        && !exchange.ClientLeft && !exchange.Client.ResponseStarted
        && use.MayReplaceFailure(exchange.Services.Time.GetUtcNow())
        && Judgement.Of(exchange).Cause.Status is 500 or 502 or 503 or 504
        && (use.Kept ??= use.Shared.Store.Open(use.Candidate!.Entry)) is not null;
}
