using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Steps;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Observing;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>Asks for a page anew while its stored copy answers (RFC 5861 §3). No client waits for it; it is no request in the counts and the access log.</summary>
internal static class BackgroundFetch
{
    // A server that failed is asked again after a while.
    private static readonly TimeSpan Spared = TimeSpan.FromSeconds(5);

    /// <summary>Starts it, unless somebody asks for the page already, or asked in vain a moment ago.</summary>
    public static void Start(Exchange from, RouteCache route, string key, StoredResponse stored)
    {
        var shared = from.Services.Cache;
        if (stored.IsSpared(from.Services.Time.GetUtcNow()) || shared.Flights.IsUnderWay(key) || !shared.Renewals.TryBegin(Name(from)))
        {
            return;
        }

        if (shared.Flights.Renew(key) is not { } flight)
        {
            shared.Renewals.End(Name(from));
            return;
        }

        try
        {
            Begin(from, route, key, stored, flight);
        }
        catch (Exception e)
        {
            // The reader's answer does not hang on it; and nobody is to wait for a fetch that nobody makes.
            shared.Renewals.End(Name(from));
            shared.Flights.End(key, flight, FlightEnd.Abandoned);
            Defect.Tell(from.Services, e, from.RequestId);
        }
    }

    private static string Name(Exchange exchange) => exchange.Upstream?.Settings.Name ?? "";

    private static void Begin(Exchange from, RouteCache route, string key, StoredResponse stored, Flight flight)
    {
        var client = new BackgroundClient(from, keepsCookies: stored.Facts.Vary.Contains("cookie", StringComparer.Ordinal));
        var exchange = new Exchange(client, from.Model, from.Services) { Host = from.Host, Target = from.Target, Site = from.Site, Route = from.Route, Upstream = from.Upstream };
        exchange.Cached = new CacheUse(from.Services.Cache, route, key)
        {
            Forward = "stale",
            Candidate = stored,
            MayStore = true,
            IsBackground = true,
            Flight = flight,
            Traits = new RequestTraits(client.Fields.Find(KnownField.Authorization) >= 0, Presets.VisitCounters.LeaveOthers(client.Fields), NoStore: false),
        };
        if (exchange.Upstream?.Workers is null)
        {
            // Nothing stands between it and its server.
            exchange.Cached.TryAsk();
        }

        _ = Task.Run(() => RunAsync(exchange, stored));
    }

    private static async Task RunAsync(Exchange exchange, StoredResponse stored)
    {
        var use = exchange.Cached!;
        try
        {
            if (await ServeFiles.RunAsync(exchange) && await AskOnce.RunAsync(exchange))
            {
                await Forward.RunAsync(exchange);
            }

            if ((exchange.Failure ?? use.SavedFrom ?? exchange.Attempts.Last?.Failure) is { } failure)
            {
                stored.Spare(exchange.Services.Time.GetUtcNow() + Spared);
                exchange.Failure = failure with { Saved = true };
                exchange.Services.Outlets.Verdicts.Add(Bounded.Cut(Judgement.Of(exchange)));
            }
            else if (use.HasAsked)
            {
                // Also where its answer is not stored: readers need not be content with the older page for that.
                stored.Answer();
            }
        }
        catch (Exception e)
        {
            Defect.Tell(exchange.Services, e, exchange.RequestId);
        }
        finally
        {
            try
            {
                use.Close(exchange);
            }
            finally
            {
                use.Shared.Renewals.End(Name(exchange));
            }
        }
    }
}
