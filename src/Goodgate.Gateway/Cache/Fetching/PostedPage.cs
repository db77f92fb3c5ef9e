using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// The response to a POST is what a GET of the same target gets, where it says both: that it is (Content-Location names the target), and how long it is
/// fresh (RFC 9110 §9.3.3).
/// </summary>
internal static class PostedPage
{
    public static StoringTap? Begin(Exchange exchange, CacheUse use, ResponseHead head, long? declared)
    {
        if (head.Status != 200 || use.Route.Preset is not null || Invalidation.Place(exchange, use, head.Fields, head.Fields.Find("Content-Location"u8)) != use.Key)
        {
            return null;
        }

        // Nothing of the request was kept from its server. What it may have looked at beside the address must not make everybody's page.
        var fields = exchange.Client.Fields;
        if (fields.Find(KnownField.Authorization) >= 0 || fields.Find(KnownField.Cookie) >= 0 || Asking.HasUnkeyed(fields))
        {
            return null;
        }

        var traits = new RequestTraits(IsAuthorized: false, HasCookies: false, Directives.CacheControl.Of(fields).NoStore);
        var decision = StoringRules.Decide(use.Route, traits, head, exchange.Services.Time.GetUtcNow());
        return decision is { Stores: true, Freshness.Source: FreshnessSource.Stated } ? StoringTap.Open(exchange, use, new TapInput(use.Key!, head, declared, decision)) : null;
    }
}
