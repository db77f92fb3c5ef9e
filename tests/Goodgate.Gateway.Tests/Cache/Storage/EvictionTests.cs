using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>What is held stays within its bounds, and what is used outlives what is not.</summary>
public sealed class EvictionTests : StoreStory
{
    public EvictionTests() => Stage.Options = new StoreOptions { MemoryBytes = 4 * MiB, DiskBytes = 32 * MiB, LargestEntry = 16 * MiB };

    [Fact]
    public async Task Disk_and_memory_stay_within_their_bounds()
    {
        var random = new Random(1);
        for (var i = 0; i < 4_000; i++)
        {
            Put(Store, $"/{i}", random.Next(60_000));
            if (i % 5 == 0)
            {
                // More than the queue holds would live in memory only.
                await Store.FlushAsync();
                Store.Figures.DiskBytes.ShouldBeLessThanOrEqualTo(32 * MiB);
                Store.Figures.MemoryBytes.ShouldBeLessThanOrEqualTo(4 * MiB);
                Stage.BytesOfFiles().ShouldBeLessThanOrEqualTo(32 * MiB);
            }
        }

        Store.Figures.Evictions.ShouldBeGreaterThan(2_000);
        Store.Figures.Entries.ShouldBeGreaterThan(600, "27 MiB of pages of 30 kB");
        await Store.FlushAsync();
        Store.DiskFigures.ShouldSatisfyAllConditions(one => one!.Failed.ShouldBe(0), one => one!.Refused.ShouldBe(0));
        await CheckAllAsync();
        var entries = Store.Figures.Entries;
        await Stage.ReopenAsync();
        Store.Figures.Damaged.ShouldBe(0);
        Store.Figures.Entries.ShouldBe(entries);
        await CheckAllAsync();
    }

    [Fact]
    public async Task Large_bodies_make_room_as_they_come()
    {
        for (var i = 0; i < 40; i++)
        {
            using var writer = Store.Begin(new EntryDraft($"/{i}", "", Head($"/{i}"), 5_000_000, []))!;
            var body = Body($"/{i}", 5_000_000);
            for (var at = 0; at < body.Length; at += 250_000)
            {
                writer.Append(body.AsSpan(at, 250_000)).ShouldBeTrue();
                await Store.FlushAsync();
                Store.Figures.DiskBytes.ShouldBeLessThanOrEqualTo(32 * MiB);
            }

            writer.Commit().ShouldNotBeNull();
        }

        await Store.FlushAsync();
        Store.Figures.Entries.ShouldBe(5);
        await CheckAllAsync();
        await Stage.ReopenAsync();
        Store.Figures.Entries.ShouldBe(5);
        await CheckAllAsync();
    }

    [Fact]
    public async Task A_crawler_does_not_push_out_what_is_asked_for()
    {
        for (var i = 0; i < 200; i++)
        {
            Put(Store, $"/used/{i}", 20_000);
            await Store.FlushAsync();
            Store.Find($"/used/{i}");
            Store.Find($"/used/{i}");
        }

        for (var i = 0; i < 5_000; i++)
        {
            Put(Store, $"/once/{i}", 20_000);
            await Store.FlushAsync();
        }

        Enumerable.Range(0, 200).Count(i => Store.Find($"/used/{i}").Count == 1).ShouldBe(200);
        Store.Figures.Evictions.ShouldBeGreaterThan(3_000);
    }

    [Fact]
    public async Task A_smaller_disk_at_the_next_start_holds_as_much_as_it_may()
    {
        for (var i = 0; i < 800; i++)
        {
            Put(Store, $"/{i}", 30_000);
            await Store.FlushAsync();
        }

        Stage.Options = Stage.Options with { DiskBytes = 8 * MiB };
        await Stage.ReopenAsync();
        await Store.FlushAsync();
        Store.Figures.Entries.ShouldBeInRange(150, 240);
        Put(Store, "/new", 30_000);
        await Store.FlushAsync();
        Store.Figures.DiskBytes.ShouldBeLessThanOrEqualTo(8 * MiB);
        await CheckAllAsync();
    }

    [Fact]
    public async Task Without_a_disk_memory_is_bounded_and_what_is_used_stays()
    {
        await using var store = CacheStore.Open(new StoreOptions { MemoryBytes = 4 * MiB }, TimeProvider.System);
        Put(store, "/used", 10_000);
        for (var i = 0; i < 2_000; i++)
        {
            store.Find("/used");
            Put(store, $"/{i}", 10_000);
            store.Figures.MemoryBytes.ShouldBeLessThanOrEqualTo(4 * MiB);
        }

        store.Figures.Entries.ShouldBeInRange(250, 400);
        store.Figures.Evictions.ShouldBe(2_001 - store.Figures.Entries);
        await ShouldHoldAsync(store, "/used", 10_000);
        store.DiskFigures.ShouldBeNull();
        store.Figures.DiskBytes.ShouldBe(0);
    }

    [Fact]
    public void Responses_on_their_way_are_bounded()
    {
        var writers = new List<IEntryWriter>();
        while (Store.Begin(new EntryDraft($"/{writers.Count}", "", Head("/"), 100_000, [])) is { } writer)
        {
            writers.Add(writer);
            writers.Count.ShouldBeLessThan(100);
        }

        Store.Figures.MemoryBytes.ShouldBeLessThanOrEqualTo(4 * MiB);
        writers.ForEach(writer => writer.Dispose());
        Store.Flight.Used.ShouldBe(0);
        Put(Store, "/a", 100_000).ShouldNotBeNull();
    }

    // The names say how long: what is there is whole.
    private async Task CheckAllAsync()
    {
        foreach (var entry in Store.Entries().ToList())
        {
            var body = (await ReadAsync(Store, entry)).ShouldNotBeNull(entry.Key);
            body.AsSpan().SequenceEqual(Body(entry.Key, (int)entry.BodyLength)).ShouldBeTrue(entry.Key);
        }
    }
}
