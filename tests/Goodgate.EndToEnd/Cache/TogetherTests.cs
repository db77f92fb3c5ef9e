using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Many visitors at once.</summary>
public sealed class TogetherTests
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task One_asks_for_all()
    {
        await using var origin = Start(async (_, number) =>
        {
            await _answer.Task;
            return Page($"page {number}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var visitors = Enumerable.Range(0, 30).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 30);
        _answer.SetResult();
        var answers = await Task.WhenAll(visitors);
        answers.ShouldAllBe(answer => answer.Text == "page 1");
        origin.Count.ShouldBe(1);
        await Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Active == 0, "all had ended");
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Miss).ShouldBe(1);
    }

    [Fact]
    public async Task One_asks_for_each_kind_of_client()
    {
        await using var origin = Start(async (request, number) =>
        {
            await _answer.Task;
            return Page($"page {number}", "Cache-Control: max-age=60\r\nVary: Accept-Encoding\r\n" + (request.Contains("gzip", StringComparison.Ordinal) ? "Content-Encoding: gzip\r\n" : ""));
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var visitors = Enumerable.Range(0, 30).Select(i => gateway.GetAsync("/", i % 2 == 0 ? "" : "Accept-Encoding: gzip\r\n")).ToList();
        await AllArrivedAsync(gateway, 30);
        _answer.SetResult();
        (await Task.WhenAll(visitors)).Select(answer => answer.Text).Distinct().Count().ShouldBe(2);
        origin.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_for_one_keeps_nobody_waiting()
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number == 1)
            {
                await _answer.Task;
            }

            return Page($"page {number}", "Cache-Control: private\r\n");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var visitors = Enumerable.Range(0, 10).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 10);
        _answer.SetResult();
        (await Task.WhenAll(visitors)).Select(answer => answer.Text).Distinct().Count().ShouldBe(10);
        origin.Count.ShouldBe(10);
    }

    [Fact]
    public async Task When_the_one_who_asked_leaves_the_next_asks()
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number == 1)
            {
                await _answer.Task;
            }

            return Page($"page {number}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var leaver = await gateway.ConnectAsync();
        await leaver.SendAsync("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        await Eventually.IsSoAsync(() => origin.Count == 1, "the first asked");
        var others = Enumerable.Range(0, 5).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 6);
        leaver.Dispose();
        (await Task.WhenAll(others)).ShouldAllBe(answer => answer.Text == "page 2");
        origin.Count.ShouldBe(2);
        _answer.SetResult();
    }

    [Theory]
    [InlineData("ETag: \"a\"\r\n", false)]
    [InlineData("ETag: \"a\"\r\nCache-Control: max-age=60, no-cache\r\n", false)]
    [InlineData("ETag: \"a\"\r\nCache-Control: max-age=0\r\n", false)]
    [InlineData("ETag: \"a\"\r\nCache-Control: max-age=0\r\n", true)]
    public async Task What_is_asked_for_each_time_keeps_nobody_waiting(string fields, bool isConfirmed)
    {
        var time = new LeapingTime();
        await using var origin = Start(async (request, number) =>
        {
            if (number > (isConfirmed ? 2 : 1))
            {
                await _answer.Task;
            }

            return request.Contains("If-None-Match", StringComparison.Ordinal) ? $"HTTP/1.1 304 Not Modified\r\n{fields}\r\n" : Page("page", fields);
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), time);
        await gateway.GetAsync();
        if (isConfirmed)
        {
            // What was known of it is forgotten, and known again by the confirmation.
            time.Leap(TimeSpan.FromMinutes(3));
            (await gateway.GetAsync()).Text.ShouldBe("page");
        }

        var visitors = Enumerable.Range(0, 5).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 5);
        _answer.SetResult();
        var answers = await Task.WhenAll(visitors);
        answers.ShouldAllBe(answer => answer.Text == "page" && answer.Status() == "goodgate; fwd=stale; fwd-status=304" || answer.Status() == "goodgate; fwd=stale; fwd-status=304; detail=no-cache");
        origin.Count.ShouldBe(isConfirmed ? 7 : 6);
    }

    // Known by the head: who waits for it waits no longer for a content that is of no use to him.
    [Fact]
    public async Task What_turns_out_to_be_asked_for_each_time_lets_those_go_on_who_wait()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            if (peer.Number == 1)
            {
                await _answer.Task;
            }

            await peer.SendAsync("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 20000\r\n\r\n" + new string('x', 19_000));
            await Task.WhenAny(_end.Task, Task.Delay(TimeSpan.FromSeconds(20)));
            await peer.SendAsync(new string('x', 1_000));
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), new PatientTime());
        var visitors = Enumerable.Range(0, 3).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 3);
        await Eventually.IsSoAsync(() => origin.Connections == 1, "one of them asked");
        _answer.SetResult();
        await Eventually.IsSoAsync(() => origin.Connections == 3, "the others went on");
        visitors.ShouldAllBe(visitor => !visitor.IsCompleted);
        _end.SetResult();
        (await Task.WhenAll(visitors)).ShouldAllBe(answer => answer.Text.Length == 20_000);
    }

    [Theory]
    [InlineData("Authorization: Basic eDp5\r\n", "Cache-Control: max-age=60\r\n")]
    [InlineData("Cookie: a=b\r\n", "Last-Modified: Thu, 01 Jan 2015 00:00:00 GMT\r\n")]
    public async Task One_whose_answer_is_for_it_alone_says_nothing_about_the_others(string request, string response)
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number > 1)
            {
                await _answer.Task;
            }

            return Page($"page {number}", response);
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync("/", request)).Status().ShouldStartWith("goodgate; fwd=uri-miss; detail=");
        var visitors = Enumerable.Range(0, 10).Select(_ => gateway.GetAsync()).ToList();
        await AllArrivedAsync(gateway, 10);
        _answer.SetResult();
        (await Task.WhenAll(visitors)).ShouldAllBe(answer => answer.Text == "page 2");
        origin.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Authorization: Basic eDp5\r\n")]
    [InlineData("Cookie: session=1\r\n")]
    public async Task Nobody_waits_for_an_answer_that_is_for_one_alone(string fields)
    {
        await using var origin = Start(async (request, number) =>
        {
            if (number == 1)
            {
                await Task.WhenAny(_answer.Task, Task.Delay(TimeSpan.FromSeconds(20)));
            }

            return Page($"page {number}", "");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, new CacheSettings { Ttl = TimeSpan.FromMinutes(10) }), new PatientTime());
        var one = gateway.GetAsync("/", fields);
        await Eventually.IsSoAsync(() => origin.Count == 1, "it was asked for");
        (await gateway.GetAsync()).Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        one.IsCompleted.ShouldBeFalse();
        _answer.SetResult();
        (await one).Text.ShouldBe("page 1");
    }

    // Nobody's wait of five seconds ends.
    private sealed class PatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(5) ? Timeout.InfiniteTimeSpan : dueTime, period);
    }

    private static Task AllArrivedAsync(RunningGateway gateway, int count) =>
        Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Active == count, "all were there");
}
