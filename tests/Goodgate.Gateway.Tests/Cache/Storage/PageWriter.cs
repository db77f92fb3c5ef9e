using System.Globalization;
using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>
/// Stores, replaces, validates, marks and removes pages until it is killed. Before each step it says on standard output what it is about to do, and "kept"
/// when all of it is where a killed process loses nothing.
/// </summary>
internal static class PageWriter
{
    /// <summary>Small enough that segments are emptied all the time, and large enough that nothing is evicted.</summary>
    public static StoreOptions Options(string folder) => new() { MemoryBytes = 32 * StoreStage.MiB, DiskBytes = 24 * StoreStage.MiB, LargestEntry = 4 * StoreStage.MiB, Folder = folder };

    /// <summary>A head that says what the body must be.</summary>
    public static byte[] Head(string key, int version, int revision, int length) =>
        System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key} {version} {revision} {length} {new string('x', revision * 90 % 700)}"));

    public static async Task<int> RunAsync(string folder, int seed)
    {
        var store = CacheStore.Open(Options(folder), TimeProvider.System, Console.Error.WriteLine);
        await store.Loaded;
        var random = new Random(seed);
        for (var step = 0; ; step++)
        {
            Step(store, random, $"/{random.Next(40)}", version: (seed * 10_000) + step);
            if (random.Next(6) == 0)
            {
                await store.FlushAsync();
                Say("kept");
            }
        }
    }

    private static void Step(CacheStore store, Random random, string key, int version)
    {
        var entry = store.Find(key) is [var first, ..] ? first : null;
        switch (entry is null ? 0 : random.Next(8))
        {
            case 5:
                Say($"remove {key}");
                store.Remove(entry!);
                break;
            case 6:
                var words = System.Text.Encoding.UTF8.GetString(entry!.Head.Span).Split(' ');
                var (of, revision, length) = (int.Parse(words[1]), int.Parse(words[2]) + 1, int.Parse(words[3]));
                Say($"validate {key} {of} {revision}");
                store.ReplaceHead(entry, Head(key, of, revision, length));
                break;
            case 7:
                Say($"mark {key}");
                store.MarkStale(entry!);
                break;
            default:
                Put(store, key, version, random.Next(8) == 0 ? random.Next(100_000, 700_000) : random.Next(60_000));
                break;
        }
    }

    private static void Put(CacheStore store, string key, int version, int length)
    {
        Say($"store {key} {version}");
        var body = StoreStage.Body($"{key} {version}", length);
        using var writer = store.Begin(new EntryDraft(key, "", Head(key, version, 0, length), length, ["all", key]));
        for (var at = 0; writer is not null && at < length; at += 20_000)
        {
            if (!writer.Append(body.AsSpan(at, Math.Min(20_000, length - at))))
            {
                Say($"refused {key}");
                return;
            }
        }

        if (writer?.Commit() is null)
        {
            Say($"refused {key}");
        }
    }

    private static void Say(string line) => Console.Out.WriteLine(line);
}
