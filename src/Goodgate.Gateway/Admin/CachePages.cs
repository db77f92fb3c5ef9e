using System.Globalization;
using System.Text.Json;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Guard;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Admin;

/// <summary>The pages about the cache: what is in it, what it takes, and purges.</summary>
public static class CachePages
{
    private const int UsualLimit = 100;
    private const int MostLimit = 10_000;

    private static readonly string[] ListWords = ["url", "prefix", "tag", "limit"];
    private static readonly string[] PurgeWords = ["url", "prefix", "tag", "all", "soft"];

    /// <param name="store">The store in force; null = nothing is cached.</param>
    /// <param name="purge">Purges, and says how many; null = what is in the store in force.</param>
    /// <param name="counters">What became of requests; null = not known.</param>
    /// <param name="time">Clock; null = the system's.</param>
    public static IReadOnlyList<AdminPage> Of(Func<ICacheStore?> store, Func<PurgeOrder, Task<int>>? purge = null, CacheCounters? counters = null, TimeProvider? time = null) =>
    [
        new("/api/cache/stats", "the cache: entries, bytes, hits, evictions", _ => CacheStats.Answer(store(), counters)),
        new("/api/cache/entries", "what is stored; ?url= or ?prefix= or ?tag=, &limit=", request => Entries(request, store())),
        new("/api/cache/purge", "POST: takes out ?url= or ?prefix= or ?tag= or ?all=1; with &soft=1 marks stale", _ => AdminAnswer.Wrong(400, "send a POST"))
        {
            Post = request => PurgeAsync(request, store(), purge, time ?? TimeProvider.System),
        },
    ];

    private static AdminAnswer Entries(AdminRequest request, ICacheStore? store)
    {
        var limit = UsualLimit;
        if (Unknown(request, ListWords) is { } unknown)
        {
            return AdminAnswer.Wrong(400, unknown);
        }

        if (request.Query.TryGetValue("limit", out var text) && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MostLimit))
        {
            return AdminAnswer.Wrong(400, $"limit: expected a number from 1 to {MostLimit}");
        }

        var order = Order(request) ?? new PurgeOrder(PurgeKind.Everything, "", IsSoft: false);
        var (found, matching) = (new List<StoredEntry>(), 0);
        foreach (var entry in store?.Entries() ?? [])
        {
            if (order.Covers(entry.Key, entry.Tags) && matching++ < limit)
            {
                found.Add(entry);
            }
        }

        var now = ((store as CacheStore)?.Time ?? TimeProvider.System).GetUtcNow();
        return AdminAnswer.Json(200, json =>
        {
            json.WriteBoolean("on", store is not null);
            json.WriteNumber("matching", matching);
            json.WriteStartArray("entries");
            found.ForEach(entry => Write(json, entry, now));
            json.WriteEndArray();
        });
    }

    private static async Task<AdminAnswer> PurgeAsync(AdminRequest request, ICacheStore? store, Func<PurgeOrder, Task<int>>? purge, TimeProvider time)
    {
        if (Unknown(request, PurgeWords) is { } unknown)
        {
            return AdminAnswer.Wrong(400, unknown);
        }

        if (request.Query.Keys.Count(key => key != "soft") != 1 || Order(request) is not { } order)
        {
            return AdminAnswer.Wrong(400, "say what to purge: one of url=, prefix=, tag= with a value, or all=1");
        }

        if (store is null)
        {
            return AdminAnswer.Wrong(409, "nothing is cached: no site has a cache");
        }

        int purged;
        try
        {
            purged = await AllAsync(order, purge ?? new Purger(store).RunAsync).WaitAsync(Purger.MostWait, time);
        }
        catch (TimeoutException)
        {
            return AdminAnswer.Wrong(503, RefusalWords.Of("purge-waits").TrimEnd('.')) with { RetryAfter = TimeSpan.FromSeconds(10) };
        }

        return AdminAnswer.Json(200, json =>
        {
            json.WriteNumber("purged", purged);
            json.WriteString("mode", order.IsSoft ? "soft" : "hard");
        });
    }

    private static async Task<int> AllAsync(PurgeOrder order, Func<PurgeOrder, Task<int>> purge)
    {
        var purged = 0;
        foreach (var one in Each(order))
        {
            purged += await purge(one);
        }

        return purged;
    }

    // Several tags, as the field that carries them parts them.
    private static IEnumerable<PurgeOrder> Each(PurgeOrder order) => order.Kind == PurgeKind.Tag
        ? order.Text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(tag => order with { Text = tag })
        : [order];

    private static PurgeOrder? Order(AdminRequest request)
    {
        var isSoft = request.Query.TryGetValue("soft", out var soft) && soft is "1" or "true";
        foreach (var (word, kind) in new[] { ("url", PurgeKind.Url), ("prefix", PurgeKind.Prefix), ("tag", PurgeKind.Tag) })
        {
            if (request.Query.TryGetValue(word, out var text) && text.Length > 0)
            {
                return new PurgeOrder(kind, text, isSoft);
            }
        }

        return request.Query.TryGetValue("all", out var all) && all is "1" or "true" ? new PurgeOrder(PurgeKind.Everything, "", isSoft) : null;
    }

    private static string? Unknown(AdminRequest request, string[] known) => request.Query.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown
        ? $"\"{Evidence.Printable(unknown, 60)}\" is no parameter here: {string.Join(", ", known)} are"
        : null;

    private static void Write(Utf8JsonWriter json, StoredEntry entry, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("key", entry.Key);
        if (entry.Variant.Length > 0)
        {
            json.WriteString("variant", entry.Variant);
        }

        json.WriteNumber("bytes", entry.BodyLength);
        if (HeadFormat.Read(entry.Head.Span, out _) is { } facts)
        {
            var age = facts.Age(now);
            json.WriteNumber("status", facts.Status);
            json.WriteNumber("age", age);
            json.WriteNumber("ttl", facts.Lifetime - age);
        }

        json.WriteBoolean("marked_stale", entry.IsMarkedStale);
        json.WriteStartArray("tags");
        foreach (var tag in entry.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
