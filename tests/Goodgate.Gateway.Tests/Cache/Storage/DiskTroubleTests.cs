using System.Diagnostics;
using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>A disk that is slow or full: traffic notices nothing.</summary>
public sealed class DiskTroubleTests : StoreStory
{
    [Fact]
    public async Task When_the_disk_cannot_keep_up_small_pages_live_in_memory_and_large_ones_are_not_stored()
    {
        using var slow = new ManualResetEventSlim();
        Store.Disk!.Queue.Add(slow.Wait);
        var i = 0;
        while (Store.DiskFigures!.Refused == 0)
        {
            Put(Store, $"/{i}", 200_000).ShouldNotBeNull();
            (++i).ShouldBeLessThan(60);
        }

        i.ShouldBeInRange(40, 43, "8 MiB may wait");
        Put(Store, "/large", 2_000_000).ShouldBeNull();
        Store.DiskFigures!.Waiting.ShouldBeInRange(8_000_000, 8 * MiB);
        await ShouldHoldAsync(Store, "/0", 200_000);
        await ShouldHoldAsync(Store, $"/{i - 1}", 200_000);
        slow.Set();
        await Store.FlushAsync();
        Store.DiskFigures.Waiting.ShouldBe(0);
        await Stage.ReopenAsync();
        Store.Figures.Entries.ShouldBe(i - 1, "one was in memory only");
    }

    // The head on disk may say "for a day" where the server now says "for a minute".
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_head_that_does_not_get_to_the_disk_is_not_trusted_after_a_restart(bool isTooLong)
    {
        var length = isTooLong ? 2_000_000 : 1000;
        Put(Store, "/a", length);
        Put(Store, "/b", length);
        await Store.FlushAsync();
        var (room, taken) = (Store.Disk!.Queue.Room, 0);
        while (!isTooLong && room.TryReserve(1024))
        {
            taken += 1024;
        }

        // Of a large page none is written again for a head that has outgrown its room.
        Store.ReplaceHead(Store.Find("/a").Single(), new byte[isTooLong ? 20_000 : 2_000]).ShouldBeTrue();
        Store.Find("/a").Single().IsMarkedStale.ShouldBeFalse("it holds in this run");
        room.GiveBack(taken);
        await Store.FlushAsync();
        await Stage.ReopenAsync();
        Store.Find("/a").ShouldHaveSingleItem().IsMarkedStale.ShouldBeTrue();
        Store.Find("/b").ShouldHaveSingleItem().IsMarkedStale.ShouldBeFalse();
    }

    [Fact]
    public async Task What_memory_gives_up_before_it_is_written_is_served_and_written_all_the_same()
    {
        await Stage.CloseAsync();
        Stage.Options = Stage.Options with { MemoryBytes = 2 * MiB };
        await Stage.OpenAsync();
        using var slow = new ManualResetEventSlim();
        Store.Disk!.Queue.Add(slow.Wait);
        Put(Store, "/a", 100_000);
        for (var i = 0; i < 40; i++)
        {
            Put(Store, $"/{i}", 100_000);
        }

        Store.Find("/a").ShouldHaveSingleItem();
        await ShouldHoldAsync(Store, "/a", 100_000);
        slow.Set();
        await Store.FlushAsync();
        await ShouldHoldAsync(Store, "/a", 100_000);
    }

    [Fact]
    public async Task What_is_removed_before_it_is_written_never_is()
    {
        using var slow = new ManualResetEventSlim();
        Store.Disk!.Queue.Add(slow.Wait);
        Store.Remove(Put(Store, "/a", 1000)!);
        Store.Remove(Put(Store, "/large", 500_000)!);
        slow.Set();
        await Store.FlushAsync();
        await Store.FlushAsync();
        Stage.Files().ShouldBeEmpty();
        Store.Figures.DiskBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Who_reads_a_large_body_that_is_not_written_yet_waits_for_it()
    {
        using var slow = new ManualResetEventSlim();
        Store.Disk!.Queue.Add(slow.Wait);
        var reading = ReadAsync(Store, Put(Store, "/large", 1_000_000)!);
        reading.IsCompleted.ShouldBeFalse();
        slow.Set();
        (await reading)!.AsSpan().SequenceEqual(Body("/large", 1_000_000)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_reads_a_large_body_that_is_removed_before_it_is_written_gets_it_all_the_same()
    {
        using var slow = new ManualResetEventSlim();
        Store.Disk!.Queue.Add(slow.Wait);
        var entry = Put(Store, "/large", 1_000_000)!;
        var reading = ReadAsync(Store, entry);
        Store.Remove(entry);
        slow.Set();
        (await reading)!.AsSpan().SequenceEqual(Body("/large", 1_000_000)).ShouldBeTrue();
        await Store.FlushAsync();
        await Store.FlushAsync();
        Stage.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_full_disk_pages_live_in_memory_until_there_is_room_again()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await Should.ThrowAsync<ShouldAssertException>(() => SmallDisk.MountAsync(4 * MiB));
            return;
        }

        await using var disk = await SmallDisk.MountAsync(4 * MiB);
        await using var store = CacheStore.Open(new StoreOptions { MemoryBytes = 64 * MiB, DiskBytes = 64 * MiB, Folder = disk.Folder }, Stage.Clock, Stage.Said.Add);
        await store.Loaded;
        for (var i = 0; i < 100; i++)
        {
            Put(store, $"/{i}", 100_000).ShouldNotBeNull();
            await store.FlushAsync();
        }

        store.DiskFigures.ShouldSatisfyAllConditions(one => one!.Failed.ShouldBe(1), one => one!.IsPaused.ShouldBeTrue());
        Stage.Said.ShouldHaveSingleItem().ShouldMatch("^the cache folder .* cannot be written: No space left on device\\. New pages are kept in memory only; it is tried again every 5 s\\.$");
        store.Figures.Entries.ShouldBeInRange(70, 100, "as much is given up as the disk was smaller than thought");
        store.Find("/99").ShouldHaveSingleItem();
        Put(store, "/large", 2_000_000).ShouldBeNull("memory is not for large ones");
        foreach (var entry in store.Entries().ToList())
        {
            await ShouldHoldAsync(store, entry.Key, 100_000);
        }

        Stage.Clock.Advance(TimeSpan.FromSeconds(6));
        Put(store, "/large", 3_900_000);
        await store.FlushAsync();
        store.Find("/large").ShouldBeEmpty("it did not fit");
        SpinWait.SpinUntil(() => Directory.GetFiles(disk.Folder, "*.obj").Length == 0, TimeSpan.FromSeconds(60)).ShouldBeTrue("what did not fit is taken away");
        store.DiskFigures!.Failed.ShouldBe(1);
        Stage.Clock.Advance(TimeSpan.FromSeconds(6));
        for (var i = 0; i < 100; i++)
        {
            Put(store, $"/after/{i}", 100_000).ShouldNotBeNull();
            await store.FlushAsync();
        }

        store.DiskFigures.Failed.ShouldBe(1, "there is as much as the disk holds, and room is made in time");
        store.Figures.DiskBytes.ShouldBeInRange(MiB, 4 * MiB);
        Stage.Said[^1].ShouldEndWith("is written again.");
        await ShouldHoldAsync(store, "/after/99", 100_000);
    }

    // A file system of its own, in memory; mounting one takes root.
    private sealed class SmallDisk(string folder) : IAsyncDisposable
    {
        public string Folder => Path.Combine(folder, "cache");

        public static async Task<SmallDisk> MountAsync(long bytes)
        {
            var folder = Directory.CreateTempSubdirectory("goodgate-small-disk-").FullName;
            await RunAsync("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder);
            return new SmallDisk(folder);
        }

        public async ValueTask DisposeAsync()
        {
            await RunAsync("umount", "-l", folder);
            Directory.Delete(folder);
        }

        private static async Task RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0, program);
        }
    }
}
