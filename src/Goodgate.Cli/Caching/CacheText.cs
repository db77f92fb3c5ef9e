using System.Globalization;
using System.Text.Json;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>What the admin port says of the cache, as lines for people. Keys and tags came from outside: they are escaped.</summary>
internal static class CacheText
{
    private const int LongestKey = 500;
    private const string Off = "nothing is cached: no site has a cache";

    /// <summary>The entries, one a line: bytes, address, and what else there is to say.</summary>
    public static IEnumerable<string> Entries(JsonElement answer)
    {
        if (IsOff(answer))
        {
            yield return Off;
            yield break;
        }

        var shown = 0;
        foreach (var entry in Items(answer, "entries").OrderBy(entry => Text(entry, "key"), StringComparer.Ordinal).ThenBy(entry => Text(entry, "variant"), StringComparer.Ordinal))
        {
            shown++;
            var tags = string.Join(' ', Items(entry, "tags").Select(tag => Printable(tag.ToString(), 100)));
            var variant = Text(entry, "variant");
            yield return $"{Number(entry, "bytes"),12:N0}  {Printable(Text(entry, "key"), LongestKey)}"
                + (variant.Length > 0 ? $"  [{Printable(variant.TrimEnd('\n').Replace('\n', ' '), 120)}]" : "")
                + State(entry)
                + (tags.Length > 0 ? $"  tags: {tags}" : "");
        }

        var matching = Number(answer, "matching");
        if (matching == 0)
        {
            yield return "no entries";
        }
        else if (matching > shown)
        {
            yield return $"… and {matching - shown:N0} more; --limit shows more";
        }
    }

    /// <summary>The figures, one a line.</summary>
    public static IEnumerable<string> Stats(JsonElement answer)
    {
        if (IsOff(answer))
        {
            yield return Off;
            yield break;
        }

        yield return $"entries    {Number(answer, "entries"):N0}";
        yield return $"memory     {Bytes(Number(answer, "memory_bytes"))}{Limit(answer, "memory_limit")}";
        yield return answer.TryGetProperty("disk", out _) ? $"disk       {Bytes(Number(answer, "disk_bytes"))}{Limit(answer, "disk_limit")}" : "disk       none: pages are in memory alone, and gone after a restart";
        foreach (var line in answer.TryGetProperty("requests", out var requests) && requests.ValueKind == JsonValueKind.Object ? Requests(answer, requests) : [])
        {
            yield return line;
        }

        yield return $"evictions  {Number(answer, "evictions"):N0}";
        yield return $"damaged    {Number(answer, "damaged"):N0}";
        if (answer.TryGetProperty("disk", out var disk) && disk.ValueKind == JsonValueKind.Object)
        {
            yield return $"not written because the disk could not keep up  {Number(disk, "refused"):N0}";
            yield return $"writes that failed  {Number(disk, "failed"):N0}{(disk.TryGetProperty("paused", out var paused) && paused.ValueKind == JsonValueKind.True ? " (the disk is left alone for a while)" : "")}";
        }
    }

    // In the order in which the admin port tells them; the words are those of docs/cache.md.
    private static IEnumerable<string> Requests(JsonElement answer, JsonElement requests)
    {
        var all = requests.EnumerateObject().Select(one => (one.Name, Count: Number(requests, one.Name))).ToList();
        var ratio = answer.TryGetProperty("hit_ratio", out var share) && share.ValueKind == JsonValueKind.Number ? share.GetDouble() : (double?)null;
        yield return string.Create(CultureInfo.InvariantCulture, $"requests   {all.Sum(one => one.Count):N0}{(ratio is { } hits ? $"; {hits * 100:F1} % of those the cache may answer came from it" : "")}");
        if (all.Where(one => one.Count > 0).Select(one => $"{Printable(one.Name, 20)} {one.Count:N0}").ToList() is { Count: > 0 } some)
        {
            yield return $"           {string.Join(", ", some)}";
        }

        yield return $"stored     {Number(answer, "stored"):N0}{(Number(answer, "guarded") is > 0 and var guarded ? $"; {guarded:N0} not, for what they show: a person, or a broken moment" : "")}";
        if (Number(answer, "tags_cut") is > 0 and var cut)
        {
            yield return $"           {cut:N0} without all of their tags: more than 64, or longer than 1,024 characters";
        }
    }

    // What it is now; nothing where the admin port does not tell.
    private static string State(JsonElement entry) =>
        (Number(entry, "status") is > 0 and not 200 and var status ? $"  status {status}" : "")
        + (entry.TryGetProperty("marked_stale", out var stale) && stale.ValueKind == JsonValueKind.True ? "  marked stale"
            : !entry.TryGetProperty("ttl", out _) ? ""
            : Number(entry, "ttl") is > 0 and var ttl ? $"  fresh for {Span(ttl)}"
            : $"  over since {Span(-Number(entry, "ttl"))}");

    private static string Span(long seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s"),
        < 2 * 60 * 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min"),
        < 2 * 24 * 60 * 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400:N0} d"),
    };

    private static bool IsOff(JsonElement answer) => answer.TryGetProperty("on", out var on) && on.ValueKind == JsonValueKind.False;

    private static string Limit(JsonElement answer, string name) => Number(answer, name) is > 0 and var limit ? $" of {Bytes(limit)}" : "";

    /// <summary>What a purge came to.</summary>
    public static string Purged(JsonElement answer)
    {
        var count = Number(answer, "purged");
        if (count == 0)
        {
            return "0 entries: there are none of the kind";
        }

        var entries = count == 1 ? "1 entry" : $"{count:N0} entries";
        return Text(answer, "mode") == "soft" ? $"{entries} marked stale" : $"{entries} purged";
    }

    private static string Bytes(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F0} KiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB");

    private static JsonElement[] Items(JsonElement of, string name) => of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Printable(string text, int most) => Evidence.Printable(text, most);
}
