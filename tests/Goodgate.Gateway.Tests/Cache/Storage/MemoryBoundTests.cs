using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>The memory that is counted is the memory that is used.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryBoundTests
{
    private const long MiB = StoreStage.MiB;

    [Theory]
    [InlineData(60_000, 200, 0, 1)]
    [InlineData(20_000, 2_000, 3, 100)]
    [InlineData(20_000, 200, 3, 20_000)]
    [InlineData(2_000, 30_000, 1, 100)]
    public Task What_is_counted_is_what_the_heap_holds(int entries, int length, int tags, int kinds) => UndisturbedAsync(async kept =>
    {
        var before = Heap();
        await using var store = CacheStore.Open(new StoreOptions { MemoryBytes = 512 * MiB }, TimeProvider.System);
        kept.Add(store);
        var empty = store.Figures.MemoryBytes;
        (Heap() - before).ShouldBeInRange(empty / 2, empty + MiB, "an empty store");
        for (var i = 0; i < entries; i++)
        {
            StoreStage.Put(store, $"https://www.example.org/some/path/of/a/page/{i}", new byte[length], tags: [.. Enumerable.Range(0, tags).Select(tag => $"post-{tag}-{i % kinds}")]);
        }

        store.Figures.Entries.ShouldBe(entries);
        var (real, counted) = (Heap() - before, store.Figures.MemoryBytes);
        (real / (double)counted).ShouldBeInRange(0.8, 1.05, $"heap {real:N0}, counted {counted:N0}: {(real - counted) / entries} bytes an entry too few");
    });

    [Fact]
    public Task Of_what_is_on_disk_only_the_index_is_in_memory() => UndisturbedAsync(async kept =>
    {
        await using var stage = new StoreStage();
        stage.Options = new StoreOptions { MemoryBytes = 64 * MiB, DiskBytes = 1024 * MiB };
        var before = Heap();
        await stage.OpenAsync();
        for (var i = 0; i < 30_000; i++)
        {
            StoreStage.Put(stage.Store, $"https://www.example.org/some/path/of/a/page/{i}", new byte[6_000]).ShouldNotBeNull();
            if (i % 500 == 0)
            {
                await stage.Store.FlushAsync();
            }
        }

        kept.Add(await stage.ReopenAsync());
        stage.Store.Figures.Entries.ShouldBe(30_000);
        var (real, counted) = (Heap() - before, stage.Store.Figures.MemoryBytes);
        (real / (double)counted).ShouldBeInRange(0.75, 1.05, $"heap {real:N0}, counted {counted:N0}: {(real - counted) / 30_000} bytes an entry too few");
        counted.ShouldBeLessThan(32 * MiB, "of 180 MB of pages");
    });

    [Fact]
    public async Task Whatever_comes_the_heap_stays_within_the_bound()
    {
        await using var stage = new StoreStage();
        stage.Options = new StoreOptions { MemoryBytes = 32 * MiB, DiskBytes = 256 * MiB };
        var before = Heap();
        await stage.OpenAsync();
        var random = new Random(1);
        for (var i = 0; i < 60_000; i++)
        {
            StoreStage.Put(stage.Store, $"/{i}", new byte[random.Next(100) == 0 ? 100_000 : random.Next(3_000)], tags: ["all", $"t{i}"]);
            if (i % 10_000 == 0)
            {
                await stage.Store.FlushAsync();
                (Heap() - before).ShouldBeLessThanOrEqualTo(32 * MiB);
            }
        }

        (Heap() - before).ShouldBeLessThanOrEqualTo(32 * MiB);
        stage.Store.Figures.Evictions.ShouldBeGreaterThan(0);
    }

    // Buffers that earlier tests gave back to the pools of .NET are freed when they are old enough, at a time of their own: then the heap shrinks meanwhile. A count that is
    // wrong is so every time. The stores of earlier attempts are kept: whether the runtime still holds one of them must not decide what the next finds before it.
    private static async Task UndisturbedAsync(Func<List<CacheStore>, Task> measure)
    {
        List<CacheStore> kept = [];
        for (var attempts = 4; ; attempts--)
        {
            try
            {
                await measure(kept);
                GC.KeepAlive(kept);
                return;
            }
            catch (ShouldAssertException) when (attempts > 1)
            {
                // Again.
            }
        }
    }

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>The heap is everybody's: nothing else runs meanwhile.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
