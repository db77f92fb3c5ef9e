using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Pages that are asked for anew behind their readers: not too many at once, and not for ever.</summary>
public sealed class RenewalTests
{
    private const string Renewed = "Cache-Control: max-age=60, stale-while-revalidate=6000\r\n";

    private readonly LeapingTime _time = new();
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A test that fails must not hang its server for ever.
    private Task Answered => Task.WhenAny(_answer.Task, Task.Delay(TimeSpan.FromSeconds(20)));

    [Fact]
    public async Task A_crawler_over_old_pages_does_not_have_all_of_them_asked_for_at_once()
    {
        const int Pages = 100;
        await using var origin = Start(async (_, number) =>
        {
            if (number > Pages)
            {
                await Answered;
            }

            return Page($"page {number}", Renewed);
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await CrawlAsync(gateway, Pages);
        _time.Leap(TimeSpan.FromSeconds(100));
        await CrawlAsync(gateway, Pages);
        await CrawlAsync(gateway, Pages);
        await Eventually.IsSoAsync(() => origin.Count == Pages + 32, "as many as may be were asked for");
        _answer.SetResult();

        // What had no place then is renewed by a later reader.
        await Eventually.IsSoAsync(
            async () =>
            {
                await CrawlAsync(gateway, Pages);
                return origin.Count == 2 * Pages;
            },
            "all were asked for");
    }

    [Fact]
    public async Task Once_the_server_answers_again_nobody_gets_the_older_page_in_its_place()
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number is 2 or 3)
            {
                await Answered;
            }

            // More than the cache keeps of one response.
            return Page($"page {number}{(number > 1 ? new string('x', 9_000) : "")}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { Cache = new CacheStoreSettings { MaxEntryBytes = 5_000 } }, _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var first = gateway.GetAsync();
        await Eventually.IsSoAsync(() => origin.Count == 2, "its server was asked");
        _time.Leap(TimeSpan.FromSeconds(6));
        (await first).Text.ShouldBe("page 1");
        await Eventually.IsSoAsync(() => origin.Count == 3, "it was asked for behind the reader");
        (await gateway.GetAsync()).Status().ShouldEndWith("; detail=stale-if-error");
        _answer.SetResult();
        _time.Leap(TimeSpan.FromSeconds(6));

        // The first of them may come while the one behind the reader is on its way, and have another one sent.
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync()).Text.EndsWith("xxx", StringComparison.Ordinal), "its server is asked again, though its answer is not kept");
    }

    [Fact]
    public async Task While_it_hangs_it_is_asked_again_behind_a_later_reader()
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number == 2)
            {
                await Answered;
            }

            return number is 2 or 3 ? null : Page($"page {number}");
        });
        var settings = CachedSite.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Upstreams = [settings.Upstreams[0] with { Retries = 0 }] }, _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var first = gateway.GetAsync();
        await Eventually.IsSoAsync(() => origin.Count == 2, "its server was asked");
        _time.Leap(TimeSpan.FromSeconds(6));
        (await first).Text.ShouldBe("page 1");
        await Eventually.IsSoAsync(() => gateway.Verdicts.SoFar.Count == 2, "it was asked for behind the reader, in vain");
        _time.Leap(TimeSpan.FromSeconds(6));
        (await gateway.GetAsync()).Text.ShouldBe("page 1", "nobody waits for it");
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync()).Text == "page 4", "it was asked for behind the next reader");
        _answer.SetResult();
    }

    [Fact]
    public async Task A_server_that_hangs_keeps_no_pages_of_another_old()
    {
        const int Pages = 40;
        await using var hangs = Start(async (_, number) =>
        {
            if (number > Pages)
            {
                await Answered;
            }

            return Page($"page {number}", Renewed);
        });
        await using var other = Start((_, number) => Page($"page {number}", Renewed));
        await using var gateway = await RunningGateway.StartAsync(Two(CachedSite.Before(hangs.Url), other.Url), _time);
        await CrawlAsync(gateway, Pages);
        await CrawlAsync(gateway, 1, "other.test");
        _time.Leap(TimeSpan.FromSeconds(100));
        await CrawlAsync(gateway, Pages);
        await Eventually.IsSoAsync(() => hangs.Count == Pages + 32, "as many as may be were asked for");
        await CrawlAsync(gateway, 1, "other.test");
        await Eventually.IsSoAsync(() => other.Count == 2, "the other is asked all the same");
        hangs.Count.ShouldBe(Pages + 32);
        _answer.SetResult();
    }

    private static GatewaySettings Two(GatewaySettings one, string other) => one with
    {
        Upstreams = [one.Upstreams[0], one.Upstreams[0] with { Name = "other", Servers = [other] }],
        Sites = [one.Sites[0] with { Hosts = ["site.test"] }, one.Sites[0] with { Name = "other", Hosts = ["other.test"], Routes = [new RouteSettings { Upstream = "other" }] }],
    };

    private static async Task CrawlAsync(RunningGateway gateway, int pages, string host = "site.test")
    {
        using var client = await gateway.ConnectAsync();
        for (var page = 0; page < pages; page++)
        {
            (await client.AskAsync($"GET /{page} HTTP/1.1\r\nHost: {host}\r\n\r\n")).Status.ShouldBe(200);
        }
    }
}
