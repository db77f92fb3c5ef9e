using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Settings of the store that change while it is in use.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-shared-");
    private readonly List<string> _trouble = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Reloads_one_after_the_other_keep_the_folder_and_what_is_in_it()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        await ApplyAsync(cache, "a", 8);
        Put(cache, "https://a.test/1");
        await cache.Store.FlushAsync();
        foreach (var (folder, memory) in new[] { ("a", 9), ("a", 10), ("b", 10), ("a", 11), ("a", 12), ("a", 12) })
        {
            await ApplyAsync(cache, folder, memory);
        }

        await ApplyAsync(cache, "a", 12);
        await cache.LoadAsync(CancellationToken.None);
        cache.Folder.ShouldBe(Path.Combine(_folder.FullName, "a"));
        cache.Store.Find("https://a.test/1").ShouldHaveSingleItem();
        _trouble.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_settings_change_nothing_and_without_a_cached_site_no_folder_is_touched()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        var folder = Path.Combine(_folder.FullName, "none");
        (await cache.PrepareAsync(new GatewaySettings { Cache = new CacheStoreSettings { Folder = folder } })).Apply();
        Directory.Exists(folder).ShouldBeFalse();
        await ApplyAsync(cache, "a", 8);
        var store = cache.Store;
        await ApplyAsync(cache, "a", 8);
        cache.Store.ShouldBeSameAs(store);
    }

    [Fact]
    public async Task The_data_folder_has_room_for_it()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        (await cache.PrepareAsync(Settings(null, 8) with { Data = _folder.FullName })).Apply();
        cache.Folder.ShouldBe(Path.Combine(_folder.FullName, "cache"));
    }

    // An exchange holds what it found while a reload replaces the store: what it does to it afterwards is nothing to the counts of the next one.
    [Fact]
    public async Task What_was_found_in_a_store_that_was_replaced_is_none_of_the_next_ones()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        await ApplyAsync(cache, "a", 8);
        Put(cache, "https://a.test/1");
        Put(cache, "https://a.test/2");
        var (first, second) = (cache.Store.Find("https://a.test/1").Single(), cache.Store.Find("https://a.test/2").Single());
        await ApplyAsync(cache, "b", 8);
        Put(cache, "https://a.test/3");
        var table = ((CacheStore)cache.Store).Table;
        var bytes = table.Bytes;
        cache.Store.ReplaceHead(first, new byte[500]).ShouldBeFalse();
        cache.Store.MarkStale(first).ShouldBeFalse();
        cache.Store.Remove(first);
        cache.Store.Remove(second);
        (table.Bytes, table.Count).ShouldBe((bytes, 1));
        cache.Store.Remove(cache.Store.Find("https://a.test/3").Single());
        (table.Bytes, table.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task In_the_same_folder_the_same_page_is_meant()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        await ApplyAsync(cache, "a", 8);
        Put(cache, "https://a.test/1");
        var found = cache.Store.Find("https://a.test/1").Single();
        await ApplyAsync(cache, "a", 9);
        await ApplyAsync(cache, "a", 9);
        cache.Store.Find("https://a.test/1").Single().ShouldNotBeSameAs(found);
        cache.Store.MarkStale(found).ShouldBeTrue();
        cache.Store.Find("https://a.test/1").Single().IsMarkedStale.ShouldBeTrue();
        cache.Store.Remove(found);
        cache.Store.Find("https://a.test/1").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_purge_while_a_reload_is_under_way_finds_what_the_folder_has()
    {
        await using var cache = new SharedCache(TimeProvider.System) { Trouble = _trouble.Add };
        await ApplyAsync(cache, "a", 8);
        for (var i = 0; i < 200; i++)
        {
            Put(cache, $"https://a.test/{i}");
        }

        await ApplyAsync(cache, "a", 9);
        (await cache.PurgeAsync(new PurgeOrder(PurgeKind.Everything, "", IsSoft: false))).ShouldBe(200);
        cache.Folder.ShouldNotBeNull();
        cache.Store.Entries().ShouldBeEmpty();
        await ApplyAsync(cache, "a", 10);
        await ApplyAsync(cache, "a", 10);
        cache.Store.Entries().ShouldBeEmpty();
    }

    // A terminal that was stopped with Ctrl-S takes nothing: pages are written all the same.
    [Fact]
    public async Task Who_does_not_listen_to_trouble_stops_no_disk()
    {
        using var listens = new ManualResetEventSlim();
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cache = new SharedCache(TimeProvider.System);
        cache.Trouble = text =>
        {
            listens.Wait();
            said.TrySetResult(text);
        };
        await ApplyAsync(cache, "a", 8);
        await Task.Run(() => ((CacheStore)cache.Store).Disk!.Report(new IOException("the disk has a hole"))).WaitAsync(TimeSpan.FromSeconds(30));
        await cache.Store.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30));
        said.Task.IsCompleted.ShouldBeFalse();
        listens.Set();
        (await said.Task).ShouldContain("the disk has a hole");
    }

    private static void Put(SharedCache cache, string key)
    {
        using var writer = cache.Store.Begin(new EntryDraft(key, "", new byte[10], 3, [])).ShouldNotBeNull();
        writer.Append("abc"u8).ShouldBeTrue();
        writer.Commit().ShouldNotBeNull();
    }

    private async Task ApplyAsync(SharedCache cache, string folder, int memory) => (await cache.PrepareAsync(Settings(Path.Combine(_folder.FullName, folder), memory))).Apply();

    private static GatewaySettings Settings(string? folder, int memory) => new()
    {
        Sites = [new SiteSettings { Name = "main", Hosts = ["*"], Routes = [], Cache = new CacheSettings() }],
        Cache = new CacheStoreSettings { Folder = folder, MemoryBytes = memory * 1024L * 1024 },
    };
}
