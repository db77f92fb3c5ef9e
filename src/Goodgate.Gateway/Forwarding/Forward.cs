using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Step: makes attempts at servers until one brings a usable response, and relays it.</summary>
internal static class Forward
{
    public static async ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is not null || exchange.Upstream is not { } upstream)
        {
            return true;
        }

        upstream.Budget.Count();
        var total = upstream.Settings.Timeouts.Total;
        exchange.TotalDue = total > TimeSpan.Zero ? exchange.Began + (long)(total.TotalSeconds * exchange.Services.Time.TimestampFrequency) : 0;
        var body = exchange.Client.HasBody ? new RequestBody(exchange) : null;
        if (body is not null && !await body.PrepareAsync())
        {
            return body.Refuse();
        }

        return await AttemptAllAsync(exchange, upstream, body);
    }

    private static async ValueTask<bool> AttemptAllAsync(Exchange exchange, Upstream upstream, RequestBody? body)
    {
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
                return false;
            }

            exchange.Failure = attempt.Record.Failure;
            if (exchange.ClientLeft || exchange.Client.ResponseStarted || body?.ClientFault is not null)
            {
                return body?.ClientFault is null || body.Refuse();
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
