using System.Globalization;
using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Caching;

/// <summary>What the store takes of time and memory: 100,000 pages of 8 KiB are written, found again after a restart, and read; then a large one.</summary>
internal static class StoreRun
{
    private const int Pages = 100_000;
    private const int Length = 8 * 1024;
    private const int Large = 512 * 1024 * 1024;

    private static readonly TimeProvider Time = TimeProvider.System;

    public static async Task RunAsync(string folder)
    {
        var options = new StoreOptions { MemoryBytes = 512L << 20, DiskBytes = 8L << 30, LargestEntry = 1L << 30, Folder = folder };
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        try
        {
            await WriteAsync(options);
            await ReadAsync(options, heap);
            await WriteLargeAsync(options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(StoreOptions options)
    {
        await using var store = CacheStore.Open(options, Time);
        var body = new byte[Length];
        var began = Time.GetTimestamp();
        for (var i = 0; i < Pages; i++)
        {
            Put(store, $"https://www.example.org/page/{i}", body);
            if (i % 1000 == 0)
            {
                await store.FlushAsync();
            }
        }

        var handed = Time.GetElapsedTime(began);
        await store.FlushAsync();
        var written = Time.GetElapsedTime(began);
        Say($"written: {Pages:N0} pages of {Length / 1024} KiB in {written.TotalSeconds:F2} s, {Pages / written.TotalSeconds:N0} a second, {store.Figures.DiskBytes / written.TotalSeconds / 1e6:N0} MB/s ({handed.TotalSeconds:F2} s until all were handed over)");

        began = Time.GetTimestamp();
        for (var i = 0; i < 2_000_000; i++)
        {
            using var reader = store.Open(store.Find("https://www.example.org/page/99999")[0])!;
        }

        Say($"found and opened in memory: {Time.GetElapsedTime(began).TotalNanoseconds / 2_000_000:F0} ns");
    }

    private static async Task ReadAsync(StoreOptions options, long before)
    {
        var began = Time.GetTimestamp();
        await using var store = CacheStore.Open(options, Time);
        await store.Loaded;
        var loaded = Time.GetElapsedTime(began);
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Say($"loaded: {store.Figures.Entries:N0} entries in {loaded.TotalMilliseconds:F0} ms; heap {heap / 1e6:F1} MB, counted {store.Figures.MemoryBytes / 1e6:F1} MB, {(heap - (4 << 20)) / (double)Pages:F0} bytes an entry");
        began = Time.GetTimestamp();
        var buffer = new byte[Length];
        for (var i = 0; i < Pages; i += 5)
        {
            using var reader = store.Open(store.Find($"https://www.example.org/page/{i}")[0])!;
            await reader.ReadAsync(0, buffer);
        }

        Say($"read from disk (the system has them in memory), checked: {Time.GetElapsedTime(began).TotalMicroseconds / (Pages / 5):F1} us a page");
    }

    private static async Task WriteLargeAsync(StoreOptions options)
    {
        await using var store = CacheStore.Open(options, Time);
        await store.Loaded;
        var piece = new byte[256 * 1024];
        var began = Time.GetTimestamp();
        using var writer = store.Begin(new EntryDraft("/large", "", new byte[200], Large, []))!;
        for (var at = 0; at < Large; at += piece.Length)
        {
            writer.Append(piece);
            if (at % (16 * 1024 * 1024) == 0)
            {
                await store.FlushAsync();
            }
        }

        var entry = writer.Commit()!;
        await store.FlushAsync();
        Say($"large: {Large / 1e6:N0} MB written at {Large / Time.GetElapsedTime(began).TotalSeconds / 1e6:N0} MB/s");
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        began = Time.GetTimestamp();
        using var reader = store.Open(entry)!;
        long read = 0;
        while (await reader.ReadAsync(read, piece.AsMemory(0, 64 * 1024)) is > 0 and var count)
        {
            read += count;
        }

        Say($"large: read and checked at {read / Time.GetElapsedTime(began).TotalSeconds / 1e6:N0} MB/s, heap {(GC.GetTotalMemory(forceFullCollection: true) - heap) / 1e3:F0} kB more");
    }

    private static void Put(CacheStore store, string key, byte[] body)
    {
        using var writer = store.Begin(new EntryDraft(key, "", new byte[300], body.Length, []))!;
        writer.Append(body);
        writer.Commit();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
