using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Pages that outlive their server, and pages that are renewed while they are read.</summary>
public sealed class StaleTests
{
    private readonly LeapingTime _time = new();

    [Fact]
    public async Task A_page_outlives_its_server_for_a_day()
    {
        var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync("/a");
        await origin.DisposeAsync();
        _time.Leap(TimeSpan.FromHours(23));

        var saved = await gateway.GetAsync("/a");

        (saved.Status, saved.Text).ShouldBe((200, "page 1"));
        saved.Status().ShouldBe("goodgate; fwd=stale; detail=stale-if-error");
        saved.Field("Warning").ShouldBeNull();
        saved.Field("Age").ShouldNotBeNull().ShouldMatch("^8280[0-9]$");
        (await gateway.GetAsync("/b")).Status.ShouldBe(502);
        _time.Leap(TimeSpan.FromHours(2));
        (await gateway.GetAsync("/a")).Status.ShouldBe(502);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Saved).ShouldBe(1);
        var verdicts = await gateway.EndAsync();
        verdicts.Select(one => (one.Observation.Saved, one.Observation.ClientStatus)).ShouldBe([(true, 200), (false, 502), (false, 502)]);
        verdicts[0].Cause.Id.ShouldBe("connect-refused");
    }

    [Theory]
    [InlineData("500 Internal Server Error", "max-age=60", 200)]
    [InlineData("502 Bad Gateway", "max-age=60", 200)]
    [InlineData("503 Service Unavailable", "max-age=60", 200)]
    [InlineData("504 Gateway Timeout", "max-age=60", 200)]
    [InlineData("501 Not Implemented", "max-age=60", 501)]
    [InlineData("404 Not Found", "max-age=60", 404)]
    [InlineData("503 Service Unavailable", "max-age=60, must-revalidate", 503)]
    [InlineData("503 Service Unavailable", "max-age=60, proxy-revalidate", 503)]
    [InlineData("503 Service Unavailable", "s-maxage=60", 503)]
    [InlineData("503 Service Unavailable", "max-age=60, no-cache", 503)]
    [InlineData("503 Service Unavailable", "max-age=60, stale-if-error=5", 503)]
    [InlineData("503 Service Unavailable", "max-age=60, stale-if-error=500", 200)]
    public async Task In_place_of_an_error_where_it_is_allowed(string error, string control, int status)
    {
        await using var origin = Start((_, number) => number == 1 ? Page("page", $"Cache-Control: {control}\r\n") : Page("error", "", error));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var answer = await gateway.GetAsync();
        answer.Status.ShouldBe(status);
        answer.Text.ShouldBe(status == 200 ? "page" : "error");
        if (status == 200)
        {
            answer.Status().ShouldBe($"goodgate; fwd=stale; fwd-status={error[..3]}; detail=stale-if-error");
            (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Saved.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("404 Not Found", "")]
    [InlineData("200 OK", "Cache-Control: no-store\r\n")]
    public async Task A_page_that_its_server_took_back_does_not_outlive_it(string status, string fields)
    {
        await using var origin = Start((_, number) => number switch
        {
            1 => Page("page"),
            2 => Page("other", fields, status),
            _ => Page("error", "", "503 Service Unavailable"),
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        (await gateway.GetAsync()).Text.ShouldBe("other");
        (await gateway.GetAsync()).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Not_where_the_settings_say_never()
    {
        await using var origin = Start((_, number) => number == 1 ? Page("page") : Page("error", "", "503 Service Unavailable"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, new CacheSettings { StaleIfError = TimeSpan.Zero }), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        (await gateway.GetAsync()).Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_server_that_failed_is_left_alone_for_a_moment()
    {
        await using var origin = Start((_, number) => number is 1 or > 2 ? Page($"page {number}") : null);
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { Upstreams = [RunningGateway.Before(origin.Url).Upstreams[0] with { Retries = 0 }] }, _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        _time.Stop();
        for (var i = 0; i < 5; i++)
        {
            var answer = await gateway.GetAsync();
            answer.Text.ShouldBe("page 1");
            answer.Status().ShouldMatch(i == 0 ? "^goodgate; fwd=stale; detail=stale-if-error$" : "^goodgate; hit; ttl=-[0-9]+; detail=stale-if-error$");
        }

        origin.Count.ShouldBe(2);
        _time.Leap(TimeSpan.FromSeconds(6));
        (await gateway.GetAsync()).Text.ShouldBe("page 3");
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Saved).ShouldBe(5);
    }

    [Fact]
    public async Task A_page_is_renewed_behind_the_reader()
    {
        await using var origin = Start((request, number) => request.Contains("If-None-Match", StringComparison.Ordinal)
            ? Page($"page {number}", "Cache-Control: max-age=60, stale-while-revalidate=600\r\nETag: \"v2\"\r\n")
            : Page($"page {number}", "Cache-Control: max-age=60, stale-while-revalidate=600\r\nETag: \"v1\"\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var old = await gateway.GetAsync("/", "Cookie: visitor=1\r\n");
        old.Text.ShouldBe("page 1");
        old.Status().ShouldMatch("^goodgate; hit; ttl=-4[01]$");
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync()).Text == "page 2", "the page was renewed");
        origin.Count.ShouldBe(2);
        origin.Requests[1].ShouldContain("If-None-Match: \"v1\"");
        origin.Requests[1].ShouldNotContain("visitor=1");
        gateway.Instance.Outlets.Counters.Requests.Of(2, Gateway.Exchanges.ResponseSource.Upstream).ShouldBe(1, "nobody asked for the second");
    }

    [Fact]
    public async Task A_renewal_in_vain_is_told_and_disturbs_nobody()
    {
        await using var origin = Start((_, number) => number == 1 ? Page("page", "Cache-Control: max-age=60, stale-while-revalidate=600\r\n") : Page("error", "", "503 Service Unavailable"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        _time.Stop();
        (await gateway.GetAsync()).Text.ShouldBe("page");
        await Eventually.IsSoAsync(() => gateway.Instance.Verdicts.Find(new VerdictQuery()).Count > 0, "the failure was told");
        (await gateway.GetAsync()).Text.ShouldBe("page");
        origin.Count.ShouldBe(2);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Saved.ShouldBeTrue();
    }

    // Somebody has taken the page away while its server was asked: whoever waits has it in his hands, and must not get it.
    [Theory]
    [InlineData(false, true, 502)]
    [InlineData(true, true, 200)]
    [InlineData(false, false, 503)]
    [InlineData(true, false, 200)]
    public async Task What_was_purged_meanwhile_takes_no_failures_place(bool isSoft, bool breaks, int status)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Start(async (_, number) =>
        {
            if (number > 1)
            {
                await Task.WhenAny(answer.Task, Task.Delay(TimeSpan.FromSeconds(60)));
            }

            return number == 1 ? Page("page 1") : breaks ? null : Page("busy", "", "503 Service Unavailable");
        });
        var settings = CachedSite.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Upstreams = [settings.Upstreams[0] with { Retries = 0 }] }, _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var asking = gateway.GetAsync();
        await Eventually.IsSoAsync(() => origin.Count == 2, "its server was asked");
        await gateway.Instance.Services.Cache.PurgeAsync(new PurgeOrder(PurgeKind.Url, "/", isSoft));
        answer.SetResult();
        (await asking).Status.ShouldBe(status);
    }
}
