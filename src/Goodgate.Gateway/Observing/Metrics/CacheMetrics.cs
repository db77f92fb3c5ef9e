using Goodgate.Gateway.Cache;

namespace Goodgate.Gateway.Observing.Metrics;

/// <summary>What <c>/metrics</c> shows of the cache.</summary>
internal static class CacheMetrics
{
    private static readonly CacheResult[] Results =
        [CacheResult.Hit, CacheResult.Stale, CacheResult.Saved, CacheResult.Revalidated, CacheResult.Collapsed, CacheResult.Miss, CacheResult.Bypass];

    public static void Write(Exposition to, SharedCache cache)
    {
        to.Counter("goodgate_cache_requests", "Requests to cached routes, by what became of them.");
        foreach (var result in Results)
        {
            to.Sample(cache.Counters.Of(result), ("result", CacheWords.Of(result)));
        }

        to.Counter("goodgate_cache_age_seconds", "How old answers from the cache were, all together: divided by their number, how old a visitor's page is.").Sample(cache.Counters.Age);
        to.Counter("goodgate_cache_stores", "Responses stored.").Sample(cache.Counters.Of(CacheResult.Stored));
        to.Counter("goodgate_cache_guarded", "Pages that were not stored because they show a person who is logged in, or a broken moment.").Sample(cache.Counters.Of(CacheResult.Guarded));
        to.Counter("goodgate_cache_tags_cut", "Responses stored without all of their tags: more than 64, or longer than 1,024 characters. Purges by the others do not find them.")
            .Sample(cache.Counters.Of(CacheResult.TagsCut));
        var figures = cache.Store.Figures;
        to.Gauge("goodgate_cache_entries", "Stored responses.").Sample(figures.Entries);
        to.Gauge("goodgate_cache_bytes", "Bytes of stored responses, by where they lie.").Sample(figures.MemoryBytes, ("place", "memory")).Sample(figures.DiskBytes, ("place", "disk"));
        to.Counter("goodgate_cache_evictions", "Stored responses given up for room.").Sample(figures.Evictions);
        to.Counter("goodgate_cache_damaged", "Stored responses dropped because the disk gave other bytes than were stored.").Sample(figures.Damaged);
    }
}
