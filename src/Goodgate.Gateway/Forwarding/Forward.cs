using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.FastCgi;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Step: makes attempts at servers until one brings a usable response, and relays it.</summary>
internal static class Forward
{
    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is not null || exchange.Upstream is not { } upstream)
        {
            return new ValueTask<bool>(true);
        }

        upstream.Budget.Count(exchange.Began);
        var total = upstream.Settings.Timeouts.Total;
        exchange.TotalDue = total > TimeSpan.Zero ? exchange.Began + (long)(total.TotalSeconds * exchange.Services.Time.TimestampFrequency) : 0;
        return upstream.FastCgi is { } fastCgi ? WithScriptAsync(exchange, upstream, fastCgi)
            : exchange.Client.HasBody ? WithBodyAsync(exchange, upstream)
            : AttemptAllAsync(exchange, upstream, null);
    }

    // A request of a script needs a worker; what it has sent of its content so far is taken in before.
    private static ValueTask<bool> CarryAsync(Exchange exchange, Upstream upstream, RequestBody? body) =>
        upstream.Workers is { } pool ? WithWorkerAsync(exchange, upstream, body, pool) : AttemptAllAsync(exchange, upstream, body);

    private static async ValueTask<bool> WithWorkerAsync(Exchange exchange, Upstream upstream, RequestBody? body, WorkerPool pool)
    {
        if (!await Admission.EnterAsync(exchange, pool))
        {
            return true;
        }

        bool isUnanswered;
        try
        {
            isUnanswered = await AttemptAllAsync(exchange, upstream, body);
        }
        finally
        {
            exchange.LeavePlace();
        }

        await Inquest.HoldAsync(exchange, pool);
        return isUnanswered;
    }

    private static async ValueTask<bool> WithScriptAsync(Exchange exchange, Upstream upstream, FastCgiSettings settings)
    {
        if (!await ScriptChoice.MakeAsync(exchange, settings))
        {
            return false;
        }

        return exchange.Failure is not null
            || (exchange.Client.HasBody ? await WithBodyAsync(exchange, upstream) : await CarryAsync(exchange, upstream, null));
    }

    private static async ValueTask<bool> WithBodyAsync(Exchange exchange, Upstream upstream)
    {
        using var body = new RequestBody(exchange);
        return await body.PrepareAsync() ? await CarryAsync(exchange, upstream, body) : await body.RefuseAsync();
    }

    // The chain of methods that waits for servers pools its state: the steady path makes no garbage of its own here (docs/benchmark.md).
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<bool> AttemptAllAsync(Exchange exchange, Upstream upstream, RequestBody? body)
    {
        if (exchange.Cached is { } use && !use.TryAsk())
        {
            return true;
        }

        ulong tried = 0;
        Server? again = null;
        while (true)
        {
            var index = 0;
            var server = again ?? upstream.Pick(tried, out index);
            if (server is null)
            {
                exchange.Failure ??= Nothing(exchange);
                return true;
            }

            tried |= again is null ? 1UL << (index & 63) : 0;
            var attempt = new Attempt(exchange, server, body, fresh: again is not null);
            if (await attempt.RunAsync())
            {
                // Or there is a stored response to be given.
                return exchange.Cached is { Instead: not null };
            }

            exchange.Failure = attempt.Record.Failure;
            if (body?.ClientFault is not null)
            {
                // The attempt ended because the client's body did: no fault of the server.
                attempt.Record.Failure = null;
                return await body.RefuseAsync();
            }

            if (exchange.ClientLeft || exchange.Client.ResponseStarted)
            {
                return true;
            }

            var decision = RetryDecision.Decide(exchange, attempt, body, tried);
            exchange.NotRetried = decision.Reason;
            if (decision.Reason is not null)
            {
                return true;
            }

            again = decision.SameServer ? server : null;
        }
    }

    private static Observation Nothing(Exchange exchange) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Routing,
        Happening = Happening.NothingConfigured,
        Upstream = exchange.Upstream?.Settings.Name,
        Detail = "the upstream has no servers",
    };
}
