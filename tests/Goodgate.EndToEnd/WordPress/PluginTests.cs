using System.Diagnostics;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>The plugin of wordpress-plugin/ on a real WordPress: pages say what they show, and a change purges the pages that show it.</summary>
[Collection(WordPressTests.Name)]
public sealed class PluginTests(WordPressSite site) : IAsyncLifetime, IAsyncDisposable
{
    // Addresses whose tags the tests need; the store is filled with what WordPress says of them.
    private static readonly string[] Pages = ["/", "/post-3/", "/post-4/", "/post-5/", "/category/uncategorized/", "/author/admin/", "/feed/", "/nothing-here/", "/wp-json/wp/v2/posts", "/wp-sitemap.xml"];

    private readonly CacheStore _store = CacheStore.Open(new StoreOptions(), TimeProvider.System);
    private AdminHost? _admin;

    private string Plugins => $"{site.Root}/wp-content/mu-plugins";

    public async Task InitializeAsync()
    {
        _admin = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0", Token = "a-token" }, CachePages.Of(() => _store), CancellationToken.None);
        Directory.CreateDirectory(Plugins);
        File.Copy(Path.Combine(WordPressSite.Repository, "wordpress-plugin", "goodgate-cache", "goodgate-cache.php"), $"{Plugins}/goodgate-cache.php", overwrite: true);
        await File.WriteAllTextAsync($"{Plugins}/a-settings.php", $"<?php define('GOODGATE_ADMIN', 'localhost:{new Uri(_admin!.Address).Port}'); define('GOODGATE_ADMIN_TOKEN', 'a-token');");
        await using var gateway = await site.BehindAsync();
        foreach (var page in Pages)
        {
            var answer = await gateway.GetAsync(page);
            var tags = answer.Field("Surrogate-Key").ShouldNotBeNull($"{page}: {answer.Status}").Split(' ');
            using var writer = _store.Begin(new EntryDraft($"http://site.test{page}", "", new byte[1], 0, tags))!;
            writer.Commit().ShouldNotBeNull();
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await ChangeAsync("clean-up");
        Directory.Delete(Plugins, recursive: true);
        await _admin!.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("publish", "/ /category/uncategorized/ /author/admin/ /feed/ /nothing-here/ /wp-json/wp/v2/posts /wp-sitemap.xml", "/post-3/ /post-4/")]
    [InlineData("update", "/ /post-3/ /category/uncategorized/ /author/admin/ /feed/ /wp-json/wp/v2/posts", "/post-4/ /post-5/")]
    [InlineData("comment", "/post-5/ /wp-json/wp/v2/posts", "/post-3/ /post-4/ /wp-sitemap.xml")]
    [InlineData("menu", "/ /post-3/ /post-4/ /post-5/ /feed/ /nothing-here/", "")]
    [InlineData("theme", "/ /post-3/ /post-4/ /post-5/ /feed/ /nothing-here/", "")]
    [InlineData("name", "/ /post-3/ /post-4/ /post-5/ /feed/ /nothing-here/", "")]
    [InlineData("draft", "", "/ /post-3/ /post-4/ /post-5/ /category/uncategorized/ /author/admin/ /feed/ /nothing-here/ /wp-json/wp/v2/posts /wp-sitemap.xml")]
    [InlineData("held-comment", "", "/ /post-3/ /post-4/ /post-5/ /feed/ /wp-json/wp/v2/posts /wp-sitemap.xml")]
    public async Task A_change_marks_what_shows_it_and_nothing_is_gone(string change, string stale, string fresh)
    {
        await ChangeAsync(change);
        foreach (var page in stale.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _store.Find($"http://site.test{page}").ShouldHaveSingleItem().IsMarkedStale.ShouldBeTrue(page);
        }

        foreach (var page in fresh.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _store.Find($"http://site.test{page}").ShouldHaveSingleItem().IsMarkedStale.ShouldBeFalse(page);
        }
    }

    [Fact]
    public async Task What_was_taken_away_is_gone()
    {
        await ChangeAsync("trash");
        _store.Find("http://site.test/post-4/").ShouldBeEmpty();
        _store.Find("http://site.test/").ShouldBeEmpty("it showed the post");
        _store.Find("http://site.test/nothing-here/").ShouldHaveSingleItem().IsMarkedStale.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_admin_port_WordPress_goes_on()
    {
        await _admin!.StopAsync(CancellationToken.None);
        await ChangeAsync("update");
        await using var gateway = await site.BehindAsync();
        (await gateway.GetAsync("/post-3/")).Text.ShouldContain("Other words.");
    }

    // By the next change, or by the clock of WordPress.
    [Theory]
    [InlineData("trash", "update")]
    [InlineData("many", "update")]
    [InlineData("many", "cron")]
    public async Task What_could_not_be_told_is_told_later(string change, string next)
    {
        var address = new Uri(_admin!.Address).Authority;
        await _admin.StopAsync(CancellationToken.None);
        await ChangeAsync(change);
        _store.Find("http://site.test/post-4/").ShouldHaveSingleItem().IsMarkedStale.ShouldBeFalse();
        await _admin.DisposeAsync();
        _admin = await AdminHost.StartAsync(new AdminSettings { Listen = address, Token = "a-token" }, CachePages.Of(() => _store), CancellationToken.None);
        await ChangeAsync(next);
        _store.Find("http://site.test/post-4/").ShouldBeEmpty();
        _store.Find("http://site.test/nothing-here/").ShouldHaveSingleItem().IsMarkedStale.ShouldBeTrue();
    }

    // A reload keeps the first of three requests waiting for longer than the plugin waits; it is carried out all the same.
    [Fact]
    public async Task One_request_that_takes_too_long_costs_no_other_its_purge()
    {
        var address = new Uri(_admin!.Address).Authority;
        await _admin.StopAsync(CancellationToken.None);
        await _admin.DisposeAsync();
        var isOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _admin = await AdminHost.StartAsync(new AdminSettings { Listen = address, Token = "a-token" }, CachePages.Of(() => _store, PurgeAsync, null), CancellationToken.None);
        await ChangeAsync("many");
        isOpen.SetResult();
        _store.Find("http://site.test/post-4/").ShouldHaveSingleItem();
        await ChangeAsync("cron");
        _store.Find("http://site.test/post-4/").ShouldBeEmpty();

        async Task<int> PurgeAsync(PurgeOrder order)
        {
            await isOpen.Task;
            return await new Purger(_store).RunAsync(order);
        }
    }

    private async Task ChangeAsync(string what)
    {
        var script = Path.Combine(WordPressSite.Repository, "tests", "wordpress", "php", "change.php");
        using var process = Process.Start(new ProcessStartInfo("php", ["-d", "memory_limit=256M", "-d", "sendmail_path=true", script, site.Root, what])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Concat(said));
    }
}
