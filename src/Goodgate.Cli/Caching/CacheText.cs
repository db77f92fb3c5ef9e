using System.Globalization;
using System.Text.Json;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>What the admin port says of the cache, as lines for people. Keys and tags came from outside: they are escaped.</summary>
internal static class CacheText
{
    private const int LongestKey = 500;

    /// <summary>The entries, one a line: bytes, address, and what else there is to say.</summary>
    public static IEnumerable<string> Entries(JsonElement answer)
    {
        var shown = 0;
        foreach (var entry in Items(answer, "entries"))
        {
            shown++;
            var tags = string.Join(' ', Items(entry, "tags").Select(tag => Printable(tag.ToString(), 100)));
            var variant = Text(entry, "variant");
            yield return $"{Number(entry, "bytes"),12:N0}  {Printable(Text(entry, "key"), LongestKey)}"
                + (variant.Length > 0 ? $"  [{Printable(variant.TrimEnd('\n').Replace('\n', ' '), 120)}]" : "")
                + (entry.TryGetProperty("marked_stale", out var stale) && stale.ValueKind == JsonValueKind.True ? "  marked stale" : "")
                + (tags.Length > 0 ? $"  tags: {tags}" : "");
        }

        var matching = Number(answer, "matching");
        if (matching > shown)
        {
            yield return $"… and {matching - shown:N0} more; --limit shows more";
        }
    }

    /// <summary>The figures, one a line.</summary>
    public static IEnumerable<string> Stats(JsonElement answer)
    {
        if (answer.TryGetProperty("on", out var on) && on.ValueKind == JsonValueKind.False)
        {
            yield return "nothing is cached: no site has a cache";
            yield break;
        }

        yield return $"entries    {Number(answer, "entries"):N0}";
        yield return $"memory     {Bytes(Number(answer, "memory_bytes"))}";
        yield return $"disk       {Bytes(Number(answer, "disk_bytes"))}";
        yield return $"evictions  {Number(answer, "evictions"):N0}";
        yield return $"damaged    {Number(answer, "damaged"):N0}";
        if (answer.TryGetProperty("disk", out var disk) && disk.ValueKind == JsonValueKind.Object)
        {
            yield return $"not written because the disk could not keep up  {Number(disk, "refused"):N0}";
            yield return $"writes that failed  {Number(disk, "failed"):N0}{(disk.TryGetProperty("paused", out var paused) && paused.ValueKind == JsonValueKind.True ? " (the disk is left alone for a while)" : "")}";
        }
    }

    /// <summary>What a purge came to.</summary>
    public static string Purged(JsonElement answer)
    {
        var count = Number(answer, "purged");
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
