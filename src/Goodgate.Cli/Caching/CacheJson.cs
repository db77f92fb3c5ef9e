using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Caching;

/// <summary>What the commands of the cache found, for programs.</summary>
internal static class CacheJson
{
    /// <summary>A page and what the caches on the way did: <c>{"url","status","bytes","caches":[{"cache","parameters":{…},"means":[…]}]}</c>.</summary>
    public static string Of(Uri address, SiteAnswer answer) => JsonText.Of(new
    {
        Url = address.ToString(),
        answer.Status,
        Bytes = answer.Content.Length,
        Caches = answer.CacheStatus.Select(cache => new { cache.Cache, cache.Parameters, Means = cache.Sentences().ToArray() }).ToArray(),
    });

    /// <summary>How a warm-up went: <c>{"pages","stored","hits","not_kept":{reason:count},"failed":{reason:count}}</c>.</summary>
    public static string Of(WarmTally tally) => JsonText.Of(new { tally.Pages, tally.Stored, tally.Hits, tally.NotKept, tally.Failed });
}
