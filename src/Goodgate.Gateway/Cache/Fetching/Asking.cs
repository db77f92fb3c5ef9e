using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Steps;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Routing;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>How a server is asked for what may be stored: without what could change its answer and is not in the key, and with our own conditions.</summary>
internal static class Asking
{
    // What frameworks take for the address, the method or the scheme, beside the request line and Host (Symfony, Laravel, ASP.NET, Rails, Express, IIS). The
    // key holds none of it: with it one client could choose what others get (cache poisoning).
    private static readonly HashSet<string> Unkeyed = new(StringComparer.Ordinal)
    {
        "x-forwarded-prefix", "x-forwarded-scheme", "x-forwarded-server", "x-forwarded-uri", "x-forwarded-path", "x-forwarded-ssl", "x-original-url", "x-rewrite-url", "x-original-host",
        "x-original-uri", "x-host", "x-http-host-override", "x-http-method-override", "x-http-method", "x-method-override", "x-url-scheme", "front-end-https", "x-http-destinationurl",
    };

    private static readonly HashSet<string> UnkeyedAndConditions = new(Unkeyed, StringComparer.Ordinal) { "if-none-match", "if-modified-since", "if-range" };

    private static readonly HashSet<string> UnkeyedAndCookies = new(Unkeyed, StringComparer.Ordinal) { "cookie" };

    private static readonly HashSet<string> ConditionsAndCookies = new(UnkeyedAndConditions, StringComparer.Ordinal) { "cookie" };

    private static readonly RequestEdit Plain = new() { Dropped = Unkeyed };

    private static readonly RequestEdit WithoutCookies = new() { Dropped = UnkeyedAndCookies };

    /// <summary>True when a request has a field that its server may take for the address or the method, and that no key holds.</summary>
    public static bool HasUnkeyed(FieldSection fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (Plain.Drops(fields.Name(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prepares the request.</summary>
    public static void Prepare(Exchange exchange, CacheUse use)
    {
        use.Asked = exchange.Services.Time.GetUtcNow();
        exchange.Target = LookUp.Target(exchange, use.Route);
        (use.SeenChanges, use.Store) = (use.Shared.Changes.Last, use.MayStore ? use.Shared.Store : null);
        var isAnonymous = NeedsNoCookies(use);
        use.Edit = isAnonymous ? WithoutCookies : Plain;
        if (use.Candidate is not { } candidate || (use.Kept = use.Shared.Store.Open(candidate.Entry)) is null)
        {
            use.Candidate = null;
            return;
        }

        if (!use.IsBackground && use.Forward == "stale" && ReuseRules.MayReplaceFailure(use.Route, candidate, use.Asked))
        {
            var time = exchange.Services.Time;
            use.AnswerDue = time.GetTimestamp() + (long)(use.Shared.Flights.Patience.TotalSeconds * time.TimestampFrequency);
        }

        if (candidate.HasValidator && use.MayStore && !RequestConditionsLook.HasRange(exchange.Client.Fields))
        {
            use.Validates = true;
            use.Edit = new RequestEdit { Dropped = isAnonymous ? ConditionsAndCookies : UnkeyedAndConditions, Added = Conditions(candidate, exchange.Route) };
        }
    }

    // Where freshness is a guess, what a server makes of a cookie would be everybody's. Those that make a page personal have passed the cache by; what is left
    // (counters, currencies, what was looked at last) does not reach the server.
    private static bool NeedsNoCookies(CacheUse use) => use.Route.KnowsCookies || (use.Route.Ttl is not null && !use.Traits.HasCookies);

    // Both, as RFC 9111 §4.3.1 says: servers that do not know the first use the second.
    private static List<KeyValuePair<string, string>> Conditions(Stored.StoredResponse candidate, Route? route)
    {
        var conditions = new List<KeyValuePair<string, string>>(2);
        if (candidate.Tag is { } tag)
        {
            conditions.Add(new("If-None-Match", route is { Compresses: true } ? EntityTags.Strong(tag) : tag));
        }

        if (candidate.Modified is { } modified)
        {
            conditions.Add(new("If-Modified-Since", modified));
        }

        return conditions;
    }
}
