using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;
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
