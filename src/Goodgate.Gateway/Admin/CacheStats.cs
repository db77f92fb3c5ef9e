using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Admin;

/// <summary>How the cache does: what is in it, and what became of requests to cached routes since the start.</summary>
internal static class CacheStats
{
    private static readonly CacheResult[] FromCache = [CacheResult.Hit, CacheResult.Stale, CacheResult.Saved, CacheResult.Revalidated, CacheResult.Collapsed];

    public static AdminAnswer Answer(ICacheStore? store, CacheCounters? counters) => AdminAnswer.Json(200, json =>
    {
        json.WriteBoolean("on", store is not null);
        if (store?.Figures is not { } figures)
        {
            return;
        }

        json.WriteNumber("entries", figures.Entries);
        json.WriteNumber("memory_bytes", figures.MemoryBytes);
        json.WriteNumber("disk_bytes", figures.DiskBytes);
        json.WriteNumber("evictions", figures.Evictions);
        json.WriteNumber("damaged", figures.Damaged);
        if (store is CacheStore { Options: var options } known)
        {
            json.WriteNumber("memory_limit", options.MemoryBytes);
            if (known.DiskFigures is { } disk)
            {
                json.WriteNumber("disk_limit", options.DiskBytes);
                json.WriteString("folder", options.Folder);
                json.WriteStartObject("disk");
                json.WriteNumber("refused", disk.Refused);
                json.WriteNumber("failed", disk.Failed);
                json.WriteNumber("waiting_bytes", disk.Waiting);
                json.WriteBoolean("paused", disk.IsPaused);
                json.WriteEndObject();
            }
        }

        if (counters is not null)
        {
            Write(json, counters);
        }
    });

    private static void Write(System.Text.Json.Utf8JsonWriter json, CacheCounters counters)
    {
        json.WriteStartObject("requests");
        foreach (var result in (ReadOnlySpan<CacheResult>)[.. FromCache, CacheResult.Miss, CacheResult.Bypass])
        {
            json.WriteNumber(CacheWords.Of(result), counters.Of(result));
        }

        json.WriteEndObject();
        var hits = FromCache.Sum(counters.Of);

        // Of those that are the cache's to answer; null before there was one.
        if (hits + counters.Of(CacheResult.Miss) is > 0 and var all)
        {
            json.WriteNumber("hit_ratio", Math.Round((double)hits / all, 4));
            json.WriteNumber("average_age", Math.Round((double)counters.Age / Math.Max(hits, 1), 1));
        }

        json.WriteNumber("stored", counters.Of(CacheResult.Stored));
        json.WriteNumber("guarded", counters.Of(CacheResult.Guarded));
        json.WriteNumber("tags_cut", counters.Of(CacheResult.TagsCut));
    }
}
