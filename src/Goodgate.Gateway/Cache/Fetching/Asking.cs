using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Steps;
using Goodgate.Gateway.Exchanges;

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

    private static readonly RequestEdit Plain = new() { Dropped = Unkeyed };

    /// <summary>Prepares the request.</summary>
    public static void Prepare(Exchange exchange, CacheUse use)
    {
        use.Asked = exchange.Services.Time.GetUtcNow();
        exchange.Target = LookUp.Target(exchange, use.Route);
        use.Edit = Plain;
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
            use.Edit = new RequestEdit { Dropped = UnkeyedAndConditions, Added = Conditions(candidate) };
        }
    }

    // Both, as RFC 9111 §4.3.1 says: servers that do not know the first use the second.
    private static List<KeyValuePair<string, string>> Conditions(Stored.StoredResponse candidate)
    {
        var conditions = new List<KeyValuePair<string, string>>(2);
        if (candidate.Tag is { } tag)
        {
            conditions.Add(new("If-None-Match", tag));
        }

        if (candidate.Modified is { } modified)
        {
            conditions.Add(new("If-Modified-Since", modified));
        }

        return conditions;
    }
}
