using Goodgate.EndToEnd.Files;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache.Storage.Purging;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>A site with files: what its scripts answer is cached, its files are not.</summary>
public sealed class SiteFilesCacheTests
{
    [Fact]
    public async Task Pages_of_scripts_are_kept_and_files_are_served_as_they_are()
    {
        await using var php = Start((_, number) => Page($"page {number}"));
        using var site = new ServedSite().With("index.php").With("a.txt");
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Cached(site.Settings(php.Url)));
        (await gateway.GetAsync("/some/page")).Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        (await gateway.GetAsync("/some/page")).Status().ShouldStartWith("goodgate; hit");
        var file = await gateway.GetAsync("/a.txt");
        (file.Text, file.Status()).ShouldBe(("content\n", "goodgate; fwd=bypass; detail=file"));
        site.With("a.txt", "changed\n");
        (await gateway.GetAsync("/a.txt")).Text.ShouldBe("changed\n");
        php.Count.ShouldBe(1);
    }

    // An NFS volume that is not mounted. What was purged before the page was fetched is no reason against it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stored_page_takes_the_place_of_a_site_whose_folder_is_gone(bool wasPurged)
    {
        var time = new LeapingTime();
        await using var php = Start((_, number) => Page($"page {number}"));
        using var site = new ServedSite().With("index.php");
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Cached(site.Settings(php.Url)), time);
        await gateway.GetAsync("/some/page");
        if (wasPurged)
        {
            await gateway.Instance.Services.Cache.PurgeAsync(new PurgeOrder(PurgeKind.Url, "/some/page", IsSoft: false));
            time.Leap(TimeSpan.FromSeconds(5));
            await gateway.GetAsync("/some/page");
        }

        time.Leap(TimeSpan.FromMinutes(2));
        Directory.Move(site.Root, $"{site.Root}-away");
        var stale = await gateway.GetAsync("/some/page");
        Directory.Move($"{site.Root}-away", site.Root);
        (stale.Status, stale.Text).ShouldBe((200, wasPurged ? "page 2" : "page 1"));
    }
}
