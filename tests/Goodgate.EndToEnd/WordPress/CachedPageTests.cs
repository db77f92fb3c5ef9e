using System.Net;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>A real WordPress with <c>cache: wordpress</c>: visitors get stored pages, whoever is logged in gets their own, and pages outlive PHP and the database.</summary>
[Collection(WordPressTests.Name)]
public sealed class CachedPageTests(WordPressSite site)
{
    private const string AdminBar = "id=\"wpadminbar\"";

    private static readonly CacheSettings WordPress = new() { Mode = CacheMode.WordPress };

    [Fact]
    public async Task Visitors_get_the_stored_page_and_nobody_gets_the_administrators()
    {
        await using var gateway = await site.BehindAsync(cache: WordPress);
        using var administrator = await LoggedInAsync(gateway);
        (await administrator.GetStringAsync("/post-3/")).ShouldContain(AdminBar);

        var first = await gateway.GetAsync("/post-3/");
        first.Text.ShouldNotContain(AdminBar);
        first.Field("Cache-Status").ShouldBe("goodgate; fwd=uri-miss; stored");
        var second = await gateway.GetAsync("/post-3/?utm_source=x");
        second.Field("Cache-Status").ShouldNotBeNull().ShouldStartWith("goodgate; hit");
        second.Text.ShouldBe(first.Text);
        (await administrator.GetStringAsync("/post-3/")).ShouldContain(AdminBar);
        foreach (var target in new[] { "/wp-login.php", "/?s=number", "/wp-admin/admin-ajax.php?action=x" })
        {
            (await gateway.GetAsync(target)).Field("Cache-Status").ShouldNotBeNull().ShouldStartWith("goodgate; fwd=bypass", Case.Sensitive, target);
        }

        gateway.Instance.Services.Cache.Store.Entries().ShouldAllBe(entry => entry.Key.EndsWith("/post-3/", StringComparison.Ordinal));
    }

    // What a browser and an older client ask for; the administrator's page is found out in either form.
    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    public async Task Pages_are_compressed_once_and_stored_so(string accepted, string coding)
    {
        await using var gateway = await site.BehindAsync(cache: WordPress);
        var plain = await gateway.GetAsync("/post-3/");
        var first = await gateway.GetAsync("/post-3/", $"Accept-Encoding: {accepted}\r\n");
        (first.Field("Content-Encoding"), first.Field("Cache-Status")).ShouldBe((coding, "goodgate; fwd=vary-miss; stored"));
        first.Decoded().ShouldContain("Post number 3");
        first.Decoded().Length.ShouldBe(plain.Text.Length);
        first.Body.Length.ShouldBeLessThan(plain.Body.Length / 4);
        var second = await gateway.GetAsync("/post-3/", $"Accept-Encoding: {accepted}\r\n");
        (second.Field("Cache-Status")![..13], second.Body.SequenceEqual(first.Body)).ShouldBe(("goodgate; hit", true));

        using var administrator = await LoggedInAsync(gateway);
        administrator.DefaultRequestHeaders.Add("Accept-Encoding", coding);
        using var own = await administrator.GetAsync("/post-4/");
        own.Content.Headers.ContentEncoding.ShouldBe([coding]);
        System.Text.Encoding.UTF8.GetString(Decoding.Bytes(coding, await own.Content.ReadAsByteArrayAsync())).ShouldContain(AdminBar);
        gateway.Instance.Services.Cache.Store.Entries().ShouldAllBe(entry => entry.Key.EndsWith("/post-3/", StringComparison.Ordinal));
    }

    // WordPress compares the tag of a feed letter by letter.
    [Fact]
    public async Task A_feed_reader_hears_that_nothing_is_new()
    {
        await using var gateway = await site.BehindAsync();
        var feed = await gateway.GetAsync("/feed/", "Accept-Encoding: gzip\r\n");
        feed.Field("ETag").ShouldNotBeNull().ShouldStartWith("W/\"");
        var again = await gateway.GetAsync("/feed/", $"Accept-Encoding: gzip\r\nIf-None-Match: {feed.Field("ETag")}\r\nIf-Modified-Since: {feed.Field("Last-Modified")}\r\n");
        (again.Status, again.Field("ETag")).ShouldBe((304, feed.Field("ETag")));
    }

    [Fact]
    public async Task Pages_outlive_PHP_and_the_database()
    {
        await using var gateway = await site.BehindAsync(cache: new CacheSettings { Mode = CacheMode.WordPress, Ttl = TimeSpan.FromSeconds(1) });
        var page = (await gateway.GetAsync("/post-3/")).Text;
        page.ShouldContain("Post number 3");
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync("/post-4/", "If-None-Match: \"x\"\r\n")).Status == 200, "another page was asked for");
        try
        {
            await site.DownAsync("database");
            await AllGetAsync(gateway, page);
            await site.DownAsync("php");
            await AllGetAsync(gateway, page);
        }
        finally
        {
            await site.UpAsync();
        }

        gateway.Instance.Services.Cache.Store.Entries().ShouldAllBe(entry => entry.BodyLength > 10_000, "the page of a broken moment is not kept");
    }

    // The smaller sister of the spike: more visitors at once than there are workers many times over, half of the workers taken by people who are logged in.
    [Fact]
    public async Task A_crowd_of_visitors_gets_its_pages_while_workers_are_taken_and_then_gone()
    {
        await using var gateway = await site.BehindAsync(cache: WordPress);
        var pages = Enumerable.Range(1, 5).Select(number => $"/post-{number}/").ToList();
        foreach (var page in pages)
        {
            (await gateway.GetAsync(page)).Status.ShouldBe(200);
        }

        var held = Enumerable.Range(0, WordPressSite.Workers / 2).Select(_ => gateway.GetAsync("/?trouble=held", "Cookie: wordpress_logged_in_x=1\r\n")).ToList();
        await CrowdAsync(gateway, pages, 300);
        site.LetGo();
        (await Task.WhenAll(held)).ShouldAllBe(answer => answer.Status == 200);
        try
        {
            await site.DownAsync("php");
            await CrowdAsync(gateway, pages, 300);
        }
        finally
        {
            await site.UpAsync();
        }
    }

    private static async Task CrowdAsync(RunningGateway gateway, List<string> pages, int visitors)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, visitors).Select(number => gateway.GetAsync(pages[number % pages.Count])));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.ShouldAllBe(answer => answer.Field("Cache-Status")!.StartsWith("goodgate; hit", StringComparison.Ordinal));
    }

    private static async Task AllGetAsync(RunningGateway gateway, string page)
    {
        for (var i = 0; i < 5; i++)
        {
            var answer = await gateway.GetAsync("/post-3/");
            (answer.Status, answer.Text == page).ShouldBe((200, true), answer.Head);
        }
    }

    private static async Task<HttpClient> LoggedInAsync(RunningGateway gateway)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Url) };
        await client.GetStringAsync("/wp-login.php");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["log"] = WordPressSite.User, ["pwd"] = WordPressSite.Password, ["testcookie"] = "1" });
        using var answer = await client.PostAsync("/wp-login.php", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return client;
    }
}
