using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>Step after a request that its worker did not end: finds out why. By then the place among the workers is free for the next.</summary>
internal static class Inquest
{
    /// <summary>Replaces the failure of the last attempt by one with its reason, where that can be told.</summary>
    /// <param name="exchange">The exchange; its attempts are over.</param>
    /// <param name="pool">The pool that it was sent to.</param>
    public static ValueTask HoldAsync(Exchange exchange, WorkerPool pool) =>
        exchange.Attempts is [.., { Failure.Happening: Happening.WorkerCrashed } last] ? HoldAsync(exchange, pool, last) : default;

    private static async ValueTask HoldAsync(Exchange exchange, WorkerPool pool, AttemptRecord last)
    {
        var time = exchange.Services.Time;
        var seen = last.Failure!;
        var broke = last.Began + (long)(last.Duration.TotalSeconds * time.TimestampFrequency);
        var told = pool.Deaths is { } deaths ? await deaths.ExplainAsync(seen, exchange.Script is { } script ? script.Root + script.Script : null, last.Began, broke) : seen;
        last.Failure = PoolFacts.Restarted(pool, time) is { } restarted ? told with { Facts = [.. told.Facts, restarted] } : told;
        if (ReferenceEquals(exchange.Failure, seen))
        {
            exchange.Failure = last.Failure;
        }
    }
}
