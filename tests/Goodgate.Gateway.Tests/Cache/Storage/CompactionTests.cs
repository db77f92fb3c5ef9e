using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Segments that hold little are copied and deleted.</summary>
public sealed class CompactionTests : StoreStory
{
    [Fact]
    public async Task Entries_that_live_long_between_others_are_copied_and_stay_whole()
    {
        Stage.Options = new StoreOptions { MemoryBytes = 4 * MiB, DiskBytes = 32 * MiB };
        await Stage.ReopenAsync();

        // A segment here is 512 KiB: of each one page is kept and all others are removed.
        for (var i = 0; i < 2_000; i++)
        {
            var entry = Put(Store, $"/{i}", 30_000)!;
            await Store.FlushAsync();
            if (i % 17 != 0)
            {
                Store.Remove(entry);
            }
        }

        await Store.FlushAsync();
        Store.Figures.Entries.ShouldBe(118);
        Store.Figures.Evictions.ShouldBe(0);
        Store.Figures.DiskBytes.ShouldBeLessThanOrEqualTo(32 * MiB);
        await CheckAllAsync();
        await Stage.ReopenAsync();
        Store.Figures.Entries.ShouldBe(118);
        await CheckAllAsync();
    }

    [Fact]
    public async Task Damage_in_a_segment_that_is_emptied_costs_what_is_damaged()
    {
        Stage.Options = Stage.Options with { DiskBytes = 8 * MiB };
        await Stage.ReopenAsync();
        for (var i = 10; i < 22; i++)
        {
            Put(Store, $"/{i}", 20_000);
        }

        // While it runs somebody writes into the first segment: over a text, a state, first bytes and a body.
        await Store.FlushAsync();
        var first = Stage.Files("seg").ShouldHaveSingleItem();
        var total = (new FileInfo(first).Length - 32) / 12;
        await using (var file = new FileStream(first, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            foreach (var at in new[] { 46, (9 * total) + 8, (10 * total) + 2, (11 * total) + 10_000 })
            {
                file.Position = 32 + at;
                file.Write([0xAA, 0xBB, 0xCC, 0xDD]);
            }
        }

        for (var i = 11; i < 18; i++)
        {
            Store.Remove(Store.Find($"/{i}")[0]);
        }

        for (var i = 100; i < 500; i++)
        {
            // Of all others more is left than of the first.
            var entry = Put(Store, $"/{i}", 20_000)!;
            await Store.FlushAsync();
            if (i % 12 < 5)
            {
                Store.Remove(entry);
            }
        }

        Stage.Files("seg").ShouldNotContain(first, "it was emptied");
        Store.Figures.Damaged.ShouldBe(3);
        foreach (var key in new[] { "/10", "/20", "/21" })
        {
            Store.Find(key).ShouldBeEmpty();
        }

        await Stage.ReopenAsync();
        await ShouldHoldAsync(Store, "/18", 20_000);
        await ShouldHoldAsync(Store, "/19", 20_000);
        Store.Figures.Damaged.ShouldBe(0);
    }

    private async Task CheckAllAsync()
    {
        foreach (var entry in Store.Entries().ToList())
        {
            await ShouldHoldAsync(Store, entry.Key, 30_000);
        }
    }
}
