using Goodgate.EndToEnd.Stage;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What a 304, or the answer to a HEAD, changes of a stored page: nothing that is one person's.</summary>
public sealed class ConfirmationTests
{
    private readonly LeapingTime _time = new();

    [Theory]
    [InlineData("Cache-Control: private, max-age=60\r\n", "private", "page 3")]
    [InlineData("Cache-Control: no-store\r\n", "no-store", "page 3")]
    [InlineData("Cache-Control: max-age=60\r\nVary: *\r\n", "vary-star", "page 1")]
    public async Task A_304_that_is_one_persons(string fields, string why, string next)
    {
        await using var origin = Start((request, number) => number == 2
            ? $"HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n{fields}X-User: ALICE\r\n\r\n"
            : Answer(request, number));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(5));
        var hers = await gateway.GetAsync("/", "Cookie: user=ALICE\r\n");
        (hers.Text, hers.Field("X-User"), hers.Status()).ShouldBe(("page 1", "ALICE", $"goodgate; fwd=stale; fwd-status=304; detail={why}"));
        var others = await gateway.GetAsync();
        (others.Text, others.Field("X-User")).ShouldBe((next, null));
        others.Status().ShouldStartWith("goodgate; fwd=");
    }

    [Fact]
    public async Task A_304_to_somebody_with_a_password_needs_leave()
    {
        await using var origin = Start((request, number) => number == 2 ? "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\nX-User: ALICE\r\n\r\n" : Answer(request, number, "max-age=1, must-revalidate"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(5));
        (await gateway.GetAsync("/", "Authorization: Basic eDp5\r\n")).Field("X-User").ShouldBe("ALICE");
        (await gateway.GetAsync()).Field("X-User").ShouldBeNull();
        origin.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("private, max-age=60", "", true, false)]
    [InlineData("max-age=60", "Cookie: user=ALICE\r\n", false, false)]
    [InlineData("public, max-age=60", "Cookie: user=ALICE\r\n", false, true)]
    [InlineData("max-age=60", "", false, true)]
    [InlineData("max-age=60\r\nVary: *", "", false, false)]
    public async Task The_answer_to_a_HEAD(string control, string fields, bool isGone, bool isMerged)
    {
        await using var origin = Start((request, number) => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 OK\r\nETag: \"a\"\r\nCache-Control: {control}\r\nX-User: ALICE\r\nContent-Length: 6\r\n\r\n"
            : Answer(request, number));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(5));
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n")).Field("X-User").ShouldBe("ALICE");
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(isGone ? 0 : 1);
        (await gateway.GetAsync()).Field("X-User").ShouldBe(isMerged ? "ALICE" : null);
    }

    [Theory]
    [InlineData("W/\"a\"", true)]
    [InlineData("W/\"b\"", false)]
    public async Task A_weak_tag_is_about_the_page_that_has_it(string tag, bool isMerged)
    {
        await using var origin = Start((request, number) => number == 2 ? $"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nCache-Control: max-age=60\r\nX-New: 1\r\n\r\n" : Answer(request, number));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(5));
        (await gateway.GetAsync()).Text.ShouldBe("page 1");
        (await gateway.GetAsync()).Status().StartsWith("goodgate; hit", StringComparison.Ordinal).ShouldBe(isMerged);
    }

    private static string Answer(string request, int number, string control = "max-age=1") => request.Contains("If-None-Match", StringComparison.Ordinal)
        ? "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"
        : Page($"page {number}", $"Cache-Control: {control}\r\nETag: \"a\"\r\n");
}
