namespace Goodgate.Gateway.Cache.Rules;

/// <summary>What a status means to a cache.</summary>
internal static class Statuses
{
    /// <summary>Those that may be kept although nobody said how long (RFC 9110 §15.1), but 206: parts are not kept.</summary>
    public static bool IsHeuristic(int status) => status is 200 or 203 or 204 or 300 or 301 or 308 or 404 or 405 or 410 or 414 or 501;

    /// <summary>Those whose rules for caches are known and kept here: what must-understand asks for (RFC 9111 §5.2.2.3).</summary>
    public static bool IsUnderstood(int status) => IsHeuristic(status) || status is 302 or 303 or 307;

    /// <summary>Those that <c>cache.ttl</c> gives a time: pages, redirects that last, and what is not there.</summary>
    public static bool TakesSetting(int status) => status is 200 or 203 or 300 or 301 or 308 or 404 or 410;

    /// <summary>Errors in whose place an older page may be given (RFC 5861 §4).</summary>
    public static bool IsError(int status) => status is 500 or 502 or 503 or 504;

    /// <summary>
    /// Answers to this one request that say nothing of the page: what was wrong with its form, its size, its conditions or its pace (RFC 9110 §15.5, RFC 6585).
    /// </summary>
    public static bool IsAboutRequest(int status) => status is 304 or 206 or 400 or 406 or 408 or 411 or 412 or 413 or 414 or 415 or 416 or 417 or 421 or 425 or 426 or 428 or 429 or 431;

    /// <summary>A method that changes nothing (RFC 9110 §9.2.1).</summary>
    public static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";
}
