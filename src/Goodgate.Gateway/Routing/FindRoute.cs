using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Routing;

/// <summary>Step: host → site → route → upstream.</summary>
internal static class FindRoute
{
    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        exchange.Site = exchange.Model.Table.Find(exchange.Host);
        exchange.Route = exchange.Site?.Find(exchange.Client.Method, exchange.Target);
        exchange.Upstream = exchange.Route?.Upstream;
        if (exchange.Failure is null && exchange.Route is null)
        {
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Routing,
                Happening = Happening.NothingConfigured,
                Host = exchange.Host,
                Site = exchange.Site?.Settings.Name,
                Detail = exchange.Site is null ? "no site has this host" : "no route of the site matches this path and method",
            };
        }

        return new ValueTask<bool>(true);
    }
}
