using System.IO.Compression;
using System.Text;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What is known of WordPress: pages are kept though they say nothing, and nobody gets another's.</summary>
public sealed class WordPressCacheTests
{
    private static readonly CacheSettings WordPress = new() { Mode = CacheMode.WordPress };

    private readonly LeapingTime _time = new();

    [Theory]
    [InlineData("/", "", null)]
    [InlineData("/2024/05/hello/", "Cookie: wordpress_test_cookie=x; _ga=1; wp-consent=1\r\n", null)]
    [InlineData("/?p=5", "", null)]
    [InlineData("/", "Cache-Control: no-cache\r\nPragma: no-cache\r\n", null)]
    [InlineData("/", "Cookie: a=b; wordpress_logged_in_0a1b=admin%7C1\r\n", "cookie")]
    [InlineData("/", "Cookie: wordpress_sec_0a1b=x\r\n", "cookie")]
    [InlineData("/", "Cookie: comment_author_0a1b=Ann\r\n", "cookie")]
    [InlineData("/", "Cookie: wp-postpass_0a1b=x\r\n", "cookie")]
    [InlineData("/", "Cookie: woocommerce_items_in_cart=1\r\n", "cookie")]
    [InlineData("/", "Cookie: wp_woocommerce_session_0a=x\r\n", "cookie")]
    [InlineData("/", "Cookie: PHPSESSID=x\r\n", "cookie")]
    [InlineData("/wp-admin/", "", "wordpress-script")]
    [InlineData("/blog/wp-login.php", "", "wordpress-script")]
    [InlineData("/%77p-login.php", "", "wordpress-script")]
    [InlineData("/cart/", "", "shop-page")]
    [InlineData("/de/Kasse/", "", "shop-page")]
    [InlineData("/x%2Fcart/", "", "shop-page")]
    [InlineData("/cart;x/", "", "shop-page")]
    [InlineData("/Cart%20/", "", "shop-page")]
    [InlineData("/?ver=1", "", "query")]
    [InlineData("/my-account/orders/", "", "shop-page")]
    [InlineData("/wp-json/wc/store/v1/cart", "", "shop-page")]
    [InlineData("/wp-json/wp/v2/posts", "X-WP-Nonce: 0a1b\r\n", "nonce")]
    [InlineData("/wp-json/wp/v2/posts?_wpnonce=0a1b", "", "nonce")]
    [InlineData("/?p=5&preview=true", "", "preview")]
    [InlineData("/?s=search", "", "query")]
    [InlineData("/?add-to-cart=5", "", "query")]
    [InlineData("/", "Authorization: Basic eDp5\r\n", "authorization")]
    public async Task Pages_are_kept_for_all_or_for_nobody(string target, string fields, string? why)
    {
        await using var origin = Start((_, number) => Page($"page {number}", ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        (await gateway.GetAsync(target, fields)).Status().ShouldBe(why is null ? "goodgate; fwd=uri-miss; stored" : $"goodgate; fwd=bypass; detail={why}");
        (await gateway.GetAsync(target, fields)).Text.ShouldBe(why is null ? "page 1" : "page 2");
    }

    [Fact]
    public async Task What_a_visitor_has_in_other_cookies_is_in_nobodys_page()
    {
        await using var origin = Start((request, number) => Page($"{number} {request}", number == 1 ? "ETag: \"a\"\r\n" : ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress), _time);
        (await gateway.GetAsync("/", "Cookie: woocommerce_recently_viewed=12; currency=ALICE\r\nX-Own: 1\r\n")).Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        _time.Leap(TimeSpan.FromMinutes(11));
        (await gateway.GetAsync("/", "Cookie: currency=ALICE\r\n")).Status().ShouldBe("goodgate; fwd=stale; stored");
        origin.Requests.ShouldAllBe(request => !request.Contains("ALICE", StringComparison.Ordinal) && !request.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
        origin.Requests[0].ShouldContain("X-Own: 1");
        origin.Requests[1].ShouldContain("If-None-Match: \"a\"");
    }

    [Theory]
    [InlineData(CacheMode.WordPress, "swpm_session=ALICE", true)]
    [InlineData(CacheMode.WordPress, "x=1; PLL_language=de", true)]
    [InlineData(CacheMode.WordPress, "swpm_session2=ALICE", false)]
    [InlineData(CacheMode.WordPress, "pll=1", false)]
    [InlineData(CacheMode.On, "swpm_session=ALICE", true)]
    [InlineData(CacheMode.On, "other=ALICE", false)]
    public async Task Cookies_of_ones_own_pass_the_cache_by_and_reach_the_server(CacheMode mode, string cookie, bool passes)
    {
        await using var origin = Start((request, _) => Page(request));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, new CacheSettings { Mode = mode, BypassCookies = ["swpm_session", "pll_*"] }));
        var answer = await gateway.GetAsync("/", $"Cookie: {cookie}\r\n");
        answer.Status().ShouldBe(passes ? "goodgate; fwd=bypass; detail=cookie" : "goodgate; fwd=uri-miss; stored");
        answer.Text.Contains(cookie, StringComparison.Ordinal).ShouldBe(passes || mode == CacheMode.On);
    }

    [Fact]
    public async Task Links_from_advertisements_are_one_page_and_the_server_does_not_see_them()
    {
        await using var origin = Start((request, _) => Page(request.Split("\r\n")[0], ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        (await gateway.GetAsync("/a?utm_source=x&p=5&fbclid=y")).Text.ShouldBe("GET /a?p=5 HTTP/1.1");
        (await gateway.GetAsync("/a?gclid=z&p=5")).Status().ShouldStartWith("goodgate; hit");
        (await gateway.GetAsync("/b?utm_campaign=x")).Text.ShouldBe("GET /b HTTP/1.1");
        origin.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("<html><body class=\"home logged-in admin-bar\"></body></html>", true)]
    [InlineData("<html><body><div id=\"wpadminbar\" class=\"nojq\"></div></body></html>", true)]
    [InlineData("<html><body><a href=\"/wp-login.php?action=logout&amp;_wpnonce=1\">Log out</a></body></html>", true)]
    [InlineData("<html><head><style>#wpadminbar{display:none}.logged-in .x{}</style></head><body class=\"home\">Howdy</body></html>", false)]
    public async Task A_page_with_a_person_in_it_is_not_kept(string page, bool isPersonal)
    {
        await using var origin = Start((_, _) => Page(page, ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        var first = await gateway.GetAsync();
        (first.Text, first.Status()).ShouldBe((page, isPersonal ? "goodgate; fwd=uri-miss; detail=guarded" : "goodgate; fwd=uri-miss; stored"));
        (await gateway.GetAsync()).Status().StartsWith("goodgate; hit", StringComparison.Ordinal).ShouldBe(!isPersonal);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Guarded).ShouldBe(isPersonal ? 2 : 0);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    [InlineData("zstd", false)]
    public async Task Compressed_pages_are_read_too(string coding, bool canBeRead)
    {
        await using var origin = Start((request, _) => Page(Encoding.Latin1.GetString(Coded(coding, request.Contains("/me", StringComparison.Ordinal) ? "<div id=\"wpadminbar\">" : "<p>public</p>")), $"Content-Encoding: {coding}\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        (await gateway.GetAsync("/me")).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded", "it is read before its head goes out");
        var counters = gateway.Instance.Services.Cache.Counters;
        await Eventually.IsSoAsync(() => counters.Of(CacheResult.Guarded) == 1, "the page was read");
        (await gateway.GetAsync("/all")).Status().ShouldBe($"goodgate; fwd=uri-miss; {(canBeRead ? "stored" : "detail=guarded")}");
        await Eventually.IsSoAsync(() => counters.Of(canBeRead ? CacheResult.Stored : CacheResult.Guarded) == (canBeRead ? 1 : 2), "the other page was read");
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(canBeRead ? 1 : 0);
    }

    [Fact]
    public async Task A_page_that_was_found_out_does_not_say_again_that_it_is_stored()
    {
        await using var origin = Start((_, number) => Page(number < 3 ? "<div id=\"wpadminbar\">" : "<p>public</p>", ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        await gateway.GetAsync();
        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded");
        var cleared = await gateway.GetAsync();
        (cleared.Text, cleared.Status()).ShouldBe(("<p>public</p>", "goodgate; fwd=uri-miss; stored"));
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
    }

    // The head of a long page goes out with its first bytes: a sign among these is told at once, one behind them from the second request on.
    [Theory]
    [InlineData("<div id=\"wpadminbar\">", "", "detail=guarded")]
    [InlineData("", "<div id=\"wpadminbar\">", "stored")]
    [InlineData("", "", "stored")]
    public async Task Of_a_long_page_the_beginning_is_looked_at_before_its_head_goes_out(string early, string late, string word)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (first, rest) = ($"<body>{early}{new string('x', 40_000)}", $"{late}</body>");
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {first.Length + rest.Length}\r\n\r\n{first}");
            await end.Task;
            await peer.SendAsync(rest);
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        var reading = client.ReadAsync();
        await Eventually.IsSoAsync(() => client.Socket.Available > 0 || origin.Connections == 1, "the first bytes are on their way");
        end.SetResult();
        var answer = await reading;
        (answer.Text, answer.Status()).ShouldBe((first + rest, $"goodgate; fwd=uri-miss; {word}"));
        (await gateway.GetAsync()).Status().ShouldStartWith(early.Length + late.Length == 0 ? "goodgate; hit" : "goodgate; fwd=uri-miss; detail=guarded");
    }

    // What goes to the disk as it comes cannot be read before it is stored: known at its head, or where the memory for it ends.
    [Theory]
    [InlineData(true, "detail=guarded")]
    [InlineData(false, "stored")]
    public async Task A_page_too_long_to_be_read_is_not_written_to_disk_in_vain(bool isDeclared, string word)
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-long-");
        var page = new string('x', 1_500_000);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n{(isDeclared ? $"Content-Length: {page.Length}\r\n" : "")}\r\n{page}");
        });
        var settings = CachedSite.Before(origin.Url, WordPress);
        await using var gateway = await RunningGateway.StartAsync(settings with { Cache = settings.Cache with { Folder = folder.FullName } });
        (await gateway.GetAsync()).Status().ShouldBe($"goodgate; fwd=uri-miss; {word}");
        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded");
        await Eventually.IsSoAsync(() => !folder.EnumerateFiles("*.obj").Any(), "what was begun is taken away");
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_page_that_cannot_be_decompressed_is_not_kept_and_counted(string coding)
    {
        await using var origin = Start((_, _) => Page(new string('x', 500), $"Content-Encoding: {coding}\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded");
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Guarded).ShouldBe(1);
        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded");
    }

    // A head does not wait for others' pages to be read; its own is at its end.
    [Fact]
    public async Task Where_as_many_pages_are_read_as_may_be_a_compressed_one_promises_nothing()
    {
        await using var origin = Start((_, _) => Page(Encoding.Latin1.GetString(Coded("gzip", "<p>public</p>")), "Content-Encoding: gzip\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            await PageGuard.Readers.WaitAsync();
        }

        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; detail=unread");
        PageGuard.Readers.Release(Environment.ProcessorCount);
        await Eventually.IsSoAsync(() => gateway.Instance.Services.Cache.Counters.Of(CacheResult.Stored) == 1, "it was read all the same");
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
    }

    [Theory]
    [InlineData("Set-Cookie: a=b\r\nCache-Control: max-age=60\r\n", "200 OK")]
    [InlineData("Cache-Control: no-cache, must-revalidate, max-age=0\r\nExpires: Wed, 11 Jan 1984 05:00:00 GMT\r\n", "200 OK")]
    [InlineData("Cache-Control: max-age=60\r\n", "500 Internal Server Error")]
    public async Task What_is_not_kept(string fields, string status)
    {
        await using var origin = Start((_, number) => Page($"page {number}", fields, status));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        await gateway.GetAsync();
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    private static byte[] Coded(string coding, string page)
    {
        var bytes = new MemoryStream();
        using (Stream coder = coding == "br" ? new BrotliStream(bytes, CompressionLevel.Fastest) : new GZipStream(bytes, CompressionLevel.Fastest))
        {
            coder.Write(Encoding.UTF8.GetBytes(page));
        }

        return bytes.ToArray();
    }
}
