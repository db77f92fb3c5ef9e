namespace Goodgate.Cli.Caching;

/// <summary>The words of <c>Cache-Status</c> (RFC 9211) as sentences, and what to do about them.</summary>
internal static class CacheDetails
{
    /// <summary>It is not known yet whether the answer is kept.</summary>
    public const string Unread = "unread";

    private static readonly Dictionary<string, (string Means, string? Do)> Details = new(StringComparer.Ordinal)
    {
        ["address"] = ("The address is longer than 8 KiB, or names no host: it has no place in the cache.", null),
        ["authorization"] = ("The request has Authorization: its answer is one person's unless the server says otherwise.", "Send Cache-Control: public, or s-maxage, with what everybody with access may share."),
        ["content"] = ("The request has content, which a GET should not have: some servers read it, and the page would be made from it.", null),
        ["cookie"] = ("The request has cookies: of somebody who is known to the site, or of whom nobody knows what they are for, and the server does not say that its answer is for all.", "Where it is WordPress, cache: wordpress knows which cookies matter; else send Cache-Control with max-age or s-maxage for what is the same for everybody."),
        ["failed"] = ("Its server ended it otherwise than it should, or said beside it that it had failed (PHP: a fatal error): nobody else is to get it.", "goodgate explain tells of the failure."),
        ["guarded"] = ("The last copy of it was not kept: it shows a person who is logged in, is the page of a broken moment, or could not be read (too large, or a coding that is not known).", "Ask without cookies and look for wpadminbar, logged-in in the class of body, or a link to log out; a theme must not write these for everybody."),
        ["max-age"] = ("The request wants a younger one (Cache-Control: max-age).", null),
        ["min-fresh"] = ("The request wants one that stays fresh for longer (Cache-Control: min-fresh).", null),
        ["must-understand"] = ("The response says that only a cache that knows the rules of its status may keep it, and this one does not.", null),
        ["no-cache"] = ("It may only be used after its server has confirmed it, or the request asks for that (Cache-Control: no-cache).", "A reload with Shift in a browser sends that."),
        ["no-freshness"] = ("The response says neither how long it is fresh nor by what it could be validated.", "Send Cache-Control: max-age=…, or give a time here: --cache-ttl 10m, ttl: 10m."),
        ["no-room"] = ("It is larger than a stored response may be, or there was no room for one more at that moment.", "cache.max_entry and cache.memory say how much that is."),
        ["no-store"] = ("The response forbids to keep it (no-store).", "Have the application leave that out where the page is the same for everybody; PHP sends it with each session (session.cache_limiter)."),
        ["no-transform"] = ("The request forbids to change its answer (Cache-Control: no-transform): it was not compressed for it, and not kept, because others are to get it compressed.", null),
        ["nonce"] = ("The request carries a key that is one person's.", null),
        ["only-if-cached"] = ("The request wanted a stored answer or none.", null),
        ["precondition"] = ("The request has a condition that only its server can judge (If-Match, If-Unmodified-Since).", null),
        ["preview"] = ("A preview is not for all.", null),
        ["private"] = ("The response says that it is for one person (private).", "Have the application leave that out where the page is the same for everybody."),
        ["purged"] = ("It was marked stale by a purge: its server is asked first.", null),
        ["query"] = ("The query is none of those that are known to choose a public page.", null),
        ["request-no-store"] = ("The request forbids to keep its answer (Cache-Control: no-store).", null),
        ["set-cookie"] = ("The response sets a cookie, which is one person's.", "Find what sets it on a page for all: a session that is begun too early, a counter, a consent banner."),
        ["shop-page"] = ("Cart, checkout and account show what is one person's.", null),
        ["stale-if-error"] = ("Its time is over, and its server failed: the page took the failure's place.", "goodgate explain tells of the failure; cache.stale_if_error says how long that goes on."),
        ["status"] = ("A response of this status is not kept.", null),
        [Unread] = ("Whether it is kept was not known yet: it is compressed, and was read for what it shows only when this answer had begun.", "Ask again."),
        ["upgrade"] = ("The request wants another protocol.", null),
        ["vary-star"] = ("The response says that it depends on more than can be known (Vary: *).", "Name the fields it depends on."),
        ["wordpress-script"] = ("This script of WordPress makes no page for all.", null),
    };

    /// <summary>What a word means, and what can be done; null when it is not known here.</summary>
    public static (string Means, string? Do)? Of(string detail) => Details.TryGetValue(detail, out var known) ? known : null;

    /// <summary>Why a request went on (parameter <c>fwd</c>).</summary>
    public static string Forwarded(string why) => why switch
    {
        "uri-miss" => "It was not in the cache: its server was asked.",
        "vary-miss" => "Other variants of it were in the cache, none for what this request asks for (Vary): its server was asked.",
        "miss" => "Nothing in the cache could be used: its server was asked.",
        "stale" => "It was in the cache, and its time was over: its server was asked.",
        "request" => "It was in the cache; the request did not want it so: its server was asked.",
        "method" => "Only GET and HEAD are answered from a cache: its server was asked.",
        "partial" => "A part of it was in the cache: its server was asked for the rest.",
        _ => "The cache was passed by: its server was asked.",
    };
}
