using System.Net;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What clients get from the store, and what they are told of it.</summary>
public sealed class HitTests
{
    private readonly LeapingTime _time = new();

    [Fact]
    public async Task The_second_visitor_gets_the_first_ones_page()
    {
        await using var origin = Start((_, number) => Page($"page {number}", "Cache-Control: max-age=60\r\nX-Own: a\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);

        var first = await gateway.GetAsync("/a");
        first.Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        first.Field("Age").ShouldBeNull();
        _time.Leap(TimeSpan.FromSeconds(20));
        var second = await gateway.GetAsync("/a");

        second.Text.ShouldBe("page 1");
        second.Status().ShouldMatch("^goodgate; hit; ttl=(39|40)$");
        second.Field("Age").ShouldNotBeNull().ShouldMatch("^2[01]$");
        second.Field("X-Own").ShouldBe("a");
        second.Field("Content-Length").ShouldBe("6");
        second.Field("Date").ShouldBe(first.Field("Date"));
        _time.Leap(TimeSpan.FromSeconds(41));
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 2");
        origin.Count.ShouldBe(2);
        var counters = gateway.Instance.Outlets.Counters;
        await Eventually.IsSoAsync(() => counters.Requests.Of(2, ResponseSource.Upstream) == 2, "all were counted");
        counters.Requests.Of(2, ResponseSource.Cache).ShouldBe(1);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Hit).ShouldBe(1);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Miss).ShouldBe(2);
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_kept_and_nothing_is_said()
    {
        await using var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url));
        (await gateway.GetAsync()).Field("Cache-Status").ShouldBeNull();
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    [Fact]
    public async Task A_route_can_be_left_out()
    {
        await using var origin = Start((_, number) => Page($"page {number}"));
        var settings = CachedSite.Before(origin.Url);
        var api = new RouteSettings { Path = "/api/*", Upstream = "app", Cache = new CacheSettings { Mode = CacheMode.Off } };
        await using var gateway = await RunningGateway.StartAsync(settings with { Sites = [settings.Sites[0] with { Routes = [.. settings.Sites[0].Routes, api] }] });
        (await gateway.GetAsync("/api/a")).Field("Cache-Status").ShouldBeNull();
        (await gateway.GetAsync("/api/a")).Text.ShouldBe("page 2");
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 3");
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 3");
    }

    [Fact]
    public async Task Conditions_ranges_and_HEAD_are_answered_from_the_whole_copy()
    {
        await using var origin = Start((_, _) => Page("0123456789", "Cache-Control: max-age=60\r\nETag: \"v1\"\r\nLast-Modified: Thu, 29 Feb 2024 12:00:00 GMT\r\nContent-Language: en\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        await gateway.GetAsync();

        var known = await gateway.GetAsync("/", "If-None-Match: \"v0\", W/\"v1\"\r\n");
        known.Status.ShouldBe(304);
        known.Field("ETag").ShouldBe("\"v1\"");
        known.Field("Content-Type").ShouldBeNull();
        known.Field("Content-Language").ShouldBeNull();
        known.Status().ShouldStartWith("goodgate; hit; ttl=");
        (await gateway.GetAsync("/", "If-Modified-Since: Thu, 29 Feb 2024 12:00:00 GMT\r\n")).Status.ShouldBe(304);
        (await gateway.GetAsync("/", "If-None-Match: \"v0\"\r\nIf-Modified-Since: Thu, 29 Feb 2024 12:00:00 GMT\r\n")).Status.ShouldBe(200);

        var part = await gateway.GetAsync("/", "Range: bytes=2-4\r\nIf-Range: \"v1\"\r\n");
        (part.Status, part.Text, part.Field("Content-Range")).ShouldBe((206, "234", "bytes 2-4/10"));
        (await gateway.GetAsync("/", "Range: bytes=2-4\r\nIf-Range: \"v0\"\r\n")).Text.ShouldBe("0123456789");
        var beyond = await gateway.GetAsync("/", "Range: bytes=10-\r\n");
        (beyond.Status, beyond.Field("Content-Range")).ShouldBe((416, "bytes */10"));

        using var client = await gateway.ConnectAsync();
        var head = await client.AskAsync("HEAD / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (head.Status, head.Field("Content-Length"), head.Text).ShouldBe((200, "10", ""));
        origin.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Over_HTTP2_too()
    {
        await using var origin = Start((_, number) => Page($"page {number}", "Cache-Control: max-age=60\r\nX-Own: a\r\nX-Own: b\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] });
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var page = new Uri($"http://{gateway.Address}/a");
        (await http.GetStringAsync(page)).ShouldBe("page 1");
        using var second = await http.GetAsync(page);
        (await second.Content.ReadAsStringAsync()).ShouldBe("page 1");
        second.Headers.GetValues("X-Own").ShouldBe(["a", "b"]);
        second.Headers.GetValues("Cache-Status").Single().ShouldStartWith("goodgate; hit; ttl=");
        origin.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Large_pages_come_whole()
    {
        var content = new string('x', 3_000_000);
        await using var origin = Start((_, _) => Page(content));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync()).Text.ShouldBe(content);
        var second = await gateway.GetAsync();
        second.Text.ShouldBe(content);
        second.LooksWhole.ShouldBeTrue();
        origin.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_changed_is_asked_for_with_its_own_conditions()
    {
        await using var origin = Start((request, number) => request.Contains("If-None-Match: \"v1\"", StringComparison.Ordinal)
            ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nCache-Control: max-age=90\r\nX-New: b\r\n\r\n"
            : Page($"page {number}", "Cache-Control: max-age=60\r\nETag: \"v1\"\r\nX-Old: a\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(61));

        var confirmed = await gateway.GetAsync();

        confirmed.Text.ShouldBe("page 1");
        confirmed.Status().ShouldBe("goodgate; fwd=stale; fwd-status=304");
        (confirmed.Field("X-Old"), confirmed.Field("X-New")).ShouldBe(("a", "b"));
        _time.Leap(TimeSpan.FromSeconds(80));
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Revalidated).ShouldBe(1);
        origin.Count.ShouldBe(2);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cookie_in_a_confirmation_is_for_the_one_who_asked()
    {
        await using var origin = Start((request, number) => request.Contains("If-None-Match", StringComparison.Ordinal)
            ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nSet-Cookie: session=somebody\r\nSet-Cookie: b=2\r\n\r\n"
            : Page($"page {number}", "Cache-Control: max-age=60\r\nETag: \"v1\"\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(61));
        (await gateway.GetAsync()).Fields("Set-Cookie").ShouldBe(["session=somebody", "b=2"]);
        (await gateway.GetAsync()).Fields("Set-Cookie").ShouldBeEmpty();
        origin.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Each_kind_of_compression_is_a_variant_whatever_its_spelling()
    {
        await using var origin = Start(Coded);
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync("/", "Accept-Encoding: gzip, br\r\n")).Text.ShouldBe("page 1");
        var plain = await gateway.GetAsync();
        (plain.Text, plain.Status()).ShouldBe(("page 2", "goodgate; fwd=vary-miss; stored"));
        (await gateway.GetAsync("/", "Accept-Encoding: br;q=1.0,GZIP;q=0.5\r\n")).Text.ShouldBe("page 1");
        (await gateway.GetAsync("/", "Accept-Encoding: gzip, zstd\r\n")).Text.ShouldBe("page 3");
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    // What a browser brought in serves every client that takes its coding: else each made its server compress the page anew.
    [Fact]
    public async Task A_compressed_page_is_for_all_who_take_its_coding()
    {
        await using var origin = Start(Coded);
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        await gateway.GetAsync("/", "Accept-Encoding: gzip, deflate, br, zstd\r\n");
        foreach (var codings in new[] { "gzip, deflate, br", "gzip", "gzip, x7", "br;q=1.0, gzip;q=0.1" })
        {
            var answer = await gateway.GetAsync("/", $"Accept-Encoding: {codings}\r\n");
            (answer.Text, answer.Field("Content-Encoding")).ShouldBe(("page 1", "gzip"));
            answer.Status().ShouldStartWith("goodgate; hit");
        }

        (await gateway.GetAsync()).Text.ShouldBe("page 2");
        (await gateway.GetAsync("/", "Accept-Encoding: br\r\n")).Text.ShouldBe("page 3");
        (await gateway.GetAsync("/", "Accept-Encoding: identity\r\n")).Field("Content-Encoding").ShouldBeNull();
        origin.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_comes_too_often_is_told_that_the_cache_was_not_asked()
    {
        await using var origin = Start((_, _) => Page("page"));
        var settings = CachedSite.Before(origin.Url);
        var route = settings.Sites[0].Routes[0] with { Rate = new RateSettings { Requests = "1/h" } };
        await using var gateway = await RunningGateway.StartAsync(settings with { Sites = [settings.Sites[0] with { Routes = [route] }] });
        (await gateway.GetAsync()).Status.ShouldBe(200);
        var refused = await gateway.GetAsync();
        (refused.Status, refused.Status()).ShouldBe((429, "goodgate; detail=rate-limited"));
    }

    [Fact]
    public async Task A_success_that_changes_something_makes_pages_invalid()
    {
        await using var origin = Start((request, number) => request.StartsWith("POST", StringComparison.Ordinal)
            ? $"HTTP/1.1 {(request.Contains("/fails", StringComparison.Ordinal) ? "500 No" : "303 See Other")}\r\nLocation: /list\r\nContent-Location: http://other.test/kept\r\nContent-Length: 0\r\n\r\n"
            : Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        foreach (var path in new[] { "/form", "/list", "/kept", "/fails" })
        {
            await gateway.GetAsync(path);
        }

        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("POST /fails HTTP/1.1\r\nHost: site.test\r\nContent-Length: 0\r\n\r\n")).Status.ShouldBe(500);
        (await gateway.GetAsync("/fails")).Text.ShouldBe("page 4");
        (await gateway.GetAsync("/list")).Text.ShouldBe("page 2");
        (await client.AskAsync("POST /form HTTP/1.1\r\nHost: site.test\r\nContent-Length: 0\r\n\r\n")).Status().ShouldBe("goodgate; fwd=method");
        (await gateway.GetAsync("/form")).Text.ShouldBe("page 7");
        (await gateway.GetAsync("/list")).Text.ShouldBe("page 8");
        (await gateway.GetAsync("/kept")).Text.ShouldBe("page 3");
    }

    [Fact]
    public async Task Only_if_cached_asks_nobody()
    {
        await using var origin = Start((_, _) => Page("page"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var nothing = await gateway.GetAsync("/", "Cache-Control: only-if-cached\r\n");
        nothing.Status.ShouldBe(504);
        nothing.Text.ShouldContain("only-if-cached");
        origin.Count.ShouldBe(0);
        await gateway.GetAsync();
        (await gateway.GetAsync("/", "Cache-Control: only-if-cached\r\n")).Text.ShouldBe("page");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    // No HTML: that would be read for what it shows, and be there a moment after its client has it.
    private static string Coded(string request, int number) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nCache-Control: max-age=60\r\nVary: Accept-Encoding\r\n{(request.Contains("gzip", StringComparison.Ordinal) ? "Content-Encoding: gzip\r\n" : "")}Content-Length: 6\r\n\r\npage {number}";
}
