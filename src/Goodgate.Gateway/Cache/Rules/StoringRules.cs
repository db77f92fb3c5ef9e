using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Rules;

/// <summary>Decides whether a response may be stored (RFC 9111 §3), and is worth it. Every "no" has a word.</summary>
internal static class StoringRules
{
    /// <summary>Decides.</summary>
    /// <param name="route">Settings.</param>
    /// <param name="request">What of the request matters.</param>
    /// <param name="head">Head of the response.</param>
    /// <param name="received">When it came.</param>
    public static StoreDecision Decide(RouteCache route, RequestTraits request, ResponseHead head, DateTimeOffset received)
    {
        var fields = head.Fields;
        var targeted = TargetedControl.Of(fields) ?? SurrogateControl.Of(fields);
        var said = targeted ?? CacheControl.Of(fields);
        var freshness = Freshness.Of(head.Status, fields, said, targeted is not null, route, received);
        return new StoreDecision(Refusal(route, request, head.Status, fields, said, freshness), freshness, said);
    }

    /// <summary>Why it is not stored, as a short word; null = it is.</summary>
    /// <param name="route">Settings.</param>
    /// <param name="request">What of the request matters.</param>
    /// <param name="status">Status of the response.</param>
    /// <param name="fields">Its fields: with a confirmation, those that the stored response would have.</param>
    /// <param name="said">What it says about caching to a cache like this one.</param>
    /// <param name="freshness">How long it is fresh.</param>
    public static string? Refusal(RouteCache route, RequestTraits request, int status, FieldSection fields, CacheDirectives said, Freshness freshness) =>
        status is < 200 or 205 or 206 or 304 or 416 ? "status"
        : said.MustUnderstand && !Statuses.IsUnderstood(status) ? "must-understand"
        : said.NoStore && !said.MustUnderstand ? "no-store"
        : request.NoStore ? "request-no-store"
        : said.IsPrivate ? "private"
        : request.IsAuthorized && !AllowsAuthorized(said) ? "authorization"
        : VaryField.IsStar(fields) ? "vary-star"
        : fields.Find(KnownField.SetCookie) >= 0 && (!route.StoresCookies || freshness.Source != FreshnessSource.Stated) ? "set-cookie"
        : request.HasCookies && freshness.Source != FreshnessSource.Stated && !route.KnowsCookies ? "cookie"
        : !route.Stores(status) ? "status"
        : Worth(status, fields, said, freshness);

    // Stored without a reason to use it, it would only take room.
    private static string? Worth(int status, FieldSection fields, CacheDirectives said, Freshness freshness)
    {
        // A server that says nothing leaves it to the status (RFC 9111 §3).
        if (freshness.Source is FreshnessSource.None or FreshnessSource.Heuristic && !Statuses.IsHeuristic(status) && !said.IsPublic)
        {
            return "no-freshness";
        }

        var usable = freshness.Lifetime > 0 && !said.NoCache;
        var validated = fields.Find(KnownField.ETag) >= 0 || fields.Find(KnownField.LastModified) >= 0;

        // An error that is stale from the beginning answers nobody.
        return usable || (status < 500 && (validated || (freshness.Source == FreshnessSource.Stated && !said.ForbidsStale))) ? null : "no-freshness";
    }

    /// <summary>True when the answer to a request with Authorization may be given to others (RFC 9111 §3.5).</summary>
    public static bool AllowsAuthorized(CacheDirectives said) => said.IsPublic || said.MustRevalidate || said.SharedMaxAge is not null;
}
