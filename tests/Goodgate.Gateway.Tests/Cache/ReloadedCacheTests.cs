using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Purges and troubles while a reload replaces the store.</summary>
public sealed class ReloadedCacheTests : IDisposable
{
    private static readonly PurgeOrder Everything = new(PurgeKind.Everything, "", IsSoft: false);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-reloaded-");

    public void Dispose() => _folder.Delete(recursive: true);

    // Two wait for a first reload: a second one, which goes on first, and a purge. Between the two lies a store that has nothing of the folder.
    [Fact]
    public async Task A_purge_does_not_take_the_store_in_between_for_all_there_is()
    {
        using var opens = new ManualResetEventSlim(initialState: true);
        await using var cache = new SharedCache(new OpeningTime(opens));
        await ApplyAsync(cache, "a", 8);
        Put(cache, DateTimeOffset.UtcNow).ShouldBeTrue();
        opens.Reset();
        await ApplyAsync(cache, "a", 9);
        var (second, purge) = await Task.Run(() =>
        {
            var ready = cache.PrepareAsync(Settings("a", 10)).ContinueWith(
                prepared =>
                {
                    opens.Reset();
                    prepared.Result.Apply();
                },
                TaskContinuationOptions.ExecuteSynchronously);
            return (ready, cache.PurgeAsync(Everything));
        });
        opens.Set();
        await second.WaitAsync(Long);
        SpinWait.SpinUntil(() => cache.Store is CacheStore { Disk: null }, Long).ShouldBeTrue("the folder opens when it is let");
        opens.Set();
        (await purge.WaitAsync(Long)).ShouldBe(1);
        await ApplyAsync(cache, "a", 10);
        cache.Store.Entries().ShouldBeEmpty();
    }

    // A POST finds nothing in the store in between; what it changed lies in the folder, and would be fresh again when that is open.
    [Fact]
    public async Task What_changes_while_the_folder_is_opened_anew_is_asked_for_again()
    {
        using var opens = new ManualResetEventSlim(initialState: true);
        await using var cache = new SharedCache(new OpeningTime(opens));
        await ApplyAsync(cache, "a", 8);
        Put(cache, DateTimeOffset.UtcNow).ShouldBeTrue();
        Put(cache, DateTimeOffset.UtcNow, "https://a.test/2").ShouldBeTrue();
        cache.IsPartial.ShouldBeFalse();
        opens.Reset();
        await ApplyAsync(cache, "a", 9);
        cache.IsPartial.ShouldBeTrue();
        cache.Changes.Note("https://a.test/1");
        opens.Set();
        await ApplyAsync(cache, "a", 9);
        cache.Store.Find("https://a.test/1").ShouldHaveSingleItem().IsMarkedStale.ShouldBeTrue();
        cache.Store.Find("https://a.test/2").ShouldHaveSingleItem().IsMarkedStale.ShouldBeFalse();
        cache.IsPartial.ShouldBeFalse();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData(null)]
    public async Task What_was_asked_for_before_a_purge_and_comes_after_a_reload_is_not_stored(string? folder)
    {
        await using var cache = new SharedCache(TimeProvider.System);
        await ApplyAsync(cache, "a", 8);
        var asked = TimeProvider.System.GetUtcNow();
        await cache.PurgeAsync(Everything);
        await ApplyAsync(cache, folder, 9);
        await ApplyAsync(cache, folder, 9);
        Put(cache, asked).ShouldBeFalse();
        cache.Store.Entries().ShouldBeEmpty();
        Put(cache, asked + TimeSpan.FromHours(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_does_not_listen_stops_no_reload_and_no_purge()
    {
        using var listens = new ManualResetEventSlim();
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cache = new SharedCache(TimeProvider.System);
        cache.Trouble = text =>
        {
            listens.Wait(Long);
            said.TrySetResult(text);
        };
        await ApplyAsync(cache, "a", 8);
        Directory.Delete(Path("a"), recursive: true);
        await File.WriteAllTextAsync(Path("a"), "no folder any more");
        await ApplyAsync(cache, "a", 9);
        (await cache.PurgeAsync(Everything).WaitAsync(Long / 2)).ShouldBe(0);
        cache.Folder.ShouldBeNull();
        await ApplyAsync(cache, "b", 9).WaitAsync(Long / 2);
        listens.Set();
        (await said.Task.WaitAsync(Long)).ShouldContain("the cache keeps pages in memory alone");
    }

    [Fact]
    public async Task Of_what_nobody_hears_the_last_is_kept()
    {
        using var listens = new ManualResetEventSlim();
        var heard = new List<string>();
        var (begun, end) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var line = new TroubleLine
        {
            Listener = text =>
            {
                begun.TrySetResult();
                listens.Wait(Long);
                heard.Add(text);
                if (text == "10")
                {
                    end.SetResult();
                }

                throw new IOException("a terminal that is gone");
            },
        };
        line.Say("1");
        await begun.Task.WaitAsync(Long);
        for (var i = 2; i <= 10; i++)
        {
            line.Say($"{i}");
        }

        listens.Set();
        await end.Task.WaitAsync(Long);
        heard.ShouldBe(["1", "9", "10"]);
    }

    // The folder is read before there is a terminal to tell it.
    [Fact]
    public async Task What_is_said_before_somebody_listens_waits_for_him()
    {
        var line = new TroubleLine();
        line.Say("1");
        line.Say("2");
        line.Say("3");

        // Whoever would bring it to nobody has had his turn.
        for (var i = 0; i < 1000; i++)
        {
            await Task.Run(static () => { });
        }

        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        line.Listener = text =>
        {
            heard.Enqueue(text);
            if (text == "4")
            {
                end.SetResult();
            }
        };
        line.Say("4");
        await end.Task.WaitAsync(Long);
        heard.Last().ShouldBe("4");
        heard.ShouldContain("3");
        heard.ShouldNotContain("1", "the last is kept");
    }

    private static bool Put(SharedCache cache, DateTimeOffset asked, string key = "https://a.test/1")
    {
        using var writer = cache.Store.Begin(new EntryDraft(key, "", new byte[10], 3, []) { AskedAt = asked }).ShouldNotBeNull();
        writer.Append("abc"u8).ShouldBeTrue();
        return writer.Commit() is not null;
    }

    private async Task ApplyAsync(SharedCache cache, string? folder, int memory) => (await cache.PrepareAsync(Settings(folder, memory))).Apply();

    private string Path(string folder) => System.IO.Path.Combine(_folder.FullName, folder);

    private GatewaySettings Settings(string? folder, int memory) => new()
    {
        Sites = [new SiteSettings { Name = "main", Hosts = ["*"], Routes = [], Cache = new CacheSettings() }],
        Cache = new CacheStoreSettings { Folder = folder is null ? null : Path(folder), MemoryBytes = memory * 1024L * 1024 },
    };

    // A store asks for the time when its folder is opened.
    private sealed class OpeningTime(ManualResetEventSlim opens) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            opens.Wait(Long).ShouldBeTrue();
            return base.GetUtcNow();
        }
    }
}
