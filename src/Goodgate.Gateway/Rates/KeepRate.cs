using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Rates;

/// <summary>Refuses a request whose client comes more often than its route allows: 429 (RFC 6585 §4). Part of the step that finds the route, so that others pay nothing.</summary>
internal static class KeepRate
{
    public static ValueTask<bool> RunAsync(Exchange exchange, RateLimit limit)
    {
        // A Unix socket has no address: there nobody can be told from anybody, and to count all as one would shut all out.
        if (exchange.Failure is null && ClientAddress.Of(exchange) is { } client)
        {
            Take(exchange, limit, client);
        }

        return new ValueTask<bool>(true);
    }

    private static void Take(Exchange exchange, RateLimit limit, IPAddress client)
    {
        var outlets = exchange.Services.Outlets;
        var decision = limit.Take(client);
        if (decision.HasForgotten)
        {
            outlets.Counters.Forgotten();
        }

        if (decision.Wait == TimeSpan.Zero)
        {
            return;
        }

        outlets.Refused(CauseIds.RateLimited);
        exchange.Refusal = CauseIds.RateLimited;
        exchange.RetryAfter = decision.Wait;
        var since = limit.Refused();
        exchange.IsTold = since is null;
        exchange.Failure = Seen(exchange, limit, client, since);
    }

    private static Observation Seen(Exchange exchange, RateLimit limit, IPAddress client, long? since)
    {
        List<Fact> facts = [new Fact("client", client.ToString())];
        if (exchange.Route!.Settings.Origin is { } origin)
        {
            facts.Add(new Fact(FactNames.Rule, origin));
        }

        return new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.Routing,
            Happening = Happening.RateLimit,
            Limit = new LimitFact("rate", limit.Text),
            Facts = facts,
            Detail = since > 1 ? $"{since} requests were refused since this was told last" : null,
        };
    }
}
