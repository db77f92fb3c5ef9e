using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Stored;

namespace Goodgate.Gateway.Cache.Rules;

/// <summary>Decides what may be done with a stored response that fits a request (RFC 9111 §4).</summary>
internal static class ReuseRules
{
    /// <summary>Decides.</summary>
    /// <param name="route">Settings.</param>
    /// <param name="stored">The stored response.</param>
    /// <param name="traits">What of the request matters.</param>
    /// <param name="asked">What the request says about caching.</param>
    /// <param name="now">The time now.</param>
    public static ReuseDecision Decide(RouteCache route, StoredResponse stored, RequestTraits traits, CacheDirectives asked, DateTimeOffset now)
    {
        var facts = stored.Facts;
        if (traits.IsAuthorized && !facts.Has(HeadFlags.ForAuthorized))
        {
            return ReuseDecision.Ask("bypass", "authorization");
        }

        // Whom a page is for may lie in a cookie; its server has not said that it is for all.
        if (traits.HasCookies && !facts.Has(HeadFlags.Stated) && !route.KnowsCookies)
        {
            return ReuseDecision.Ask("bypass", "cookie");
        }

        var age = stored.Age(now);
        var late = age - facts.Lifetime;
        if (WhatClientsWant(asked, age, late) is { } wish)
        {
            return ReuseDecision.Ask("request", wish);
        }

        if (facts.Has(HeadFlags.AlwaysAsk))
        {
            return ReuseDecision.Ask("stale", "no-cache");
        }

        // A soft purge: it has changed, most likely. It still may take a failure's place.
        if (stored.Entry.IsMarkedStale)
        {
            return stored.IsSpared(now) && MayReplaceFailure(route, stored, now) ? new ReuseDecision(Reuse.Spared, "stale", null) : ReuseDecision.Ask("stale", "purged");
        }

        return late < 0 ? ReuseDecision.Fresh
            : facts.Has(HeadFlags.NeverStale) ? ReuseDecision.Ask("stale", null)
            : asked.MaxStale is { } patience && late <= patience ? ReuseDecision.Fresh
            : late <= facts.WhileRevalidate && facts.WhileRevalidate > 0 ? new ReuseDecision(Reuse.StaleAndAsk, "stale", null)
            : stored.IsSpared(now) && MayReplaceFailure(route, stored, now) ? new ReuseDecision(Reuse.Spared, "stale", null)
            : ReuseDecision.Ask("stale", null);
    }

    /// <summary>True when it may be given in place of a failure of its server (RFC 5861 §4, RFC 9111 §4.2.4). What the response says goes before the settings.</summary>
    public static bool MayReplaceFailure(RouteCache route, StoredResponse stored, DateTimeOffset now)
    {
        if (stored.Facts.Has(HeadFlags.NeverStale) || stored.Facts.Status >= 500)
        {
            return false;
        }

        var late = stored.Age(now) - stored.Facts.Lifetime;
        return late <= (stored.Facts.IfError >= 0 ? stored.Facts.IfError : route.StaleIfError);
    }

    private static string? WhatClientsWant(CacheDirectives asked, long age, long late) =>
        asked.NoCache ? "no-cache"
        : asked.NoStore ? "no-store"
        : asked.MaxAge is { } most && age > most ? "max-age"
        : asked.MinFresh is { } least && -late < least ? "min-fresh"
        : null;
}

/// <summary>What may be done with a stored response.</summary>
internal enum Reuse
{
    /// <summary>It answers.</summary>
    Fresh,

    /// <summary>It answers, and its server is asked meanwhile.</summary>
    StaleAndAsk,

    /// <summary>It answers although its time is over: its server failed a moment ago.</summary>
    Spared,

    /// <summary>Its server is asked first.</summary>
    Ask,
}

/// <summary>The decision.</summary>
/// <param name="Reuse">What is done.</param>
/// <param name="Forward">Why the request goes on, a word of RFC 9211 §2.2.</param>
/// <param name="Detail">More about it.</param>
internal readonly record struct ReuseDecision(Reuse Reuse, string Forward, string? Detail)
{
    public static ReuseDecision Fresh => new(Reuse.Fresh, "", null);

    public static ReuseDecision Ask(string forward, string? detail) => new(Reuse.Ask, forward, detail);
}
