using Goodgate.EndToEnd.Files;
using Goodgate.EndToEnd.Stage;
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
}
