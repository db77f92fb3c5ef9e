using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Rates;

namespace Goodgate.Gateway.Routing;

/// <summary>Step: host → site → route → upstream; and no more requests than the route's rate allows.</summary>
internal static class FindRoute
{
    public static ValueTask<bool> RunAsync(Exchange exchange)
    {
        exchange.Site = exchange.Model.Table.Find(exchange.Host);
        exchange.Route = exchange.Site?.Find(exchange.Client.Method, exchange.Target);
        exchange.Upstream = exchange.Route?.Upstream;
        if (exchange.Failure is null && exchange.Route is null)
        {
            return RefuseAsync(exchange);
        }

        return exchange.Route?.Rate is { } limit ? KeepRate.RunAsync(exchange, limit) : new ValueTask<bool>(true);
    }

    // What the settings do not name does not exist here: the client's error, as with any server (RFC 9110 §15.5.5, §15.5.6), and no failure.
    private static ValueTask<bool> RefuseAsync(Exchange exchange)
    {
        if (exchange.Site is not { } site)
        {
            return Refusal.GiveAsync(exchange, new RequestFault(404, "no-site"));
        }

        var methods = site.MethodsAt(exchange.Target);
        return methods.Count == 0
            ? Refusal.GiveAsync(exchange, new RequestFault(404, "no-route"))
            : Refusal.GiveAsync(exchange, new RequestFault(405, "method-not-routed"), ("Allow", string.Join(", ", methods)));
    }
}
