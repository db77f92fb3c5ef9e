using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>Gives an exchange its place among the workers, now or after a wait.</summary>
internal static class Admission
{
    /// <summary>Sets <see cref="Exchange.Place"/>; when it cannot, <see cref="Exchange.Failure"/> says why.</summary>
    /// <returns>True with a place.</returns>
    public static ValueTask<bool> EnterAsync(Exchange exchange, WorkerPool pool) =>
        pool.Gate.TryEnter(exchange.Target) is { } place ? new ValueTask<bool>(Take(exchange, place)) : WaitAsync(exchange, pool);

    private static async ValueTask<bool> WaitAsync(Exchange exchange, WorkerPool pool)
    {
        var time = exchange.Services.Time;
        var rank = Ranking.Of(exchange);
        var client = ClientAddress.Of(exchange) is { } address ? Subscriber.Of(address) : default;
        var waiting = pool.Gate.Join(rank, Patience(exchange, pool), out _, exchange.Target, client);
        if (waiting is null)
        {
            var since = time.GetTimestamp();
            await pool.Doorstep.StandAsync(Patience(exchange, pool));
            waiting = pool.Gate.Join(rank, Patience(exchange, pool), out var refusal, exchange.Target, client);
            if (waiting is null)
            {
                pool.Gate.Refuse();
                exchange.Failure = FullPool.Seen(exchange, pool, refusal, time.GetElapsedTime(since), rank);
                return false;
            }
        }

        exchange.Wait(waiting);
        var outcome = await waiting.Outcome;
        exchange.Wait(null);
        if (outcome == WaitOutcome.Admitted)
        {
            return Take(exchange, waiting.Place!);
        }

        var waited = time.GetElapsedTime(waiting.Since);
        var seen = FullPool.Seen(exchange, pool, outcome, waited, rank);
        exchange.Failure = outcome == WaitOutcome.Left ? seen with { Happening = Happening.ClientLeft, Limit = null } : seen;
        return false;
    }

    private static TimeSpan Patience(Exchange exchange, WorkerPool pool)
    {
        var time = exchange.Services.Time;
        var patience = pool.Settings.QueueTimeout;
        if (exchange.HeadDue > 0 && time.GetElapsedTime(time.GetTimestamp(), exchange.HeadDue) is var left && left < patience)
        {
            patience = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        return patience;
    }

    private static bool Take(Exchange exchange, WorkerPlace place)
    {
        place.Script = exchange.Script?.Script ?? "";
        exchange.Place = place;
        return true;
    }
}
