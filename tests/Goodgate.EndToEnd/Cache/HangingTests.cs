using System.Runtime.Versioning;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Servers, and readers, that take for ever: who else wants the page does not.</summary>
public sealed class HangingTests
{
    private readonly LeapingTime _time = new();
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A test that fails must not hang its server for ever.
    private Task Answered => Task.WhenAny(_answer.Task, Task.Delay(TimeSpan.FromSeconds(60)));

    [Fact]
    public async Task A_page_stands_in_for_a_server_that_hangs_and_nobody_waits_twice()
    {
        await using var origin = Start(async (_, number) =>
        {
            if (number > 1)
            {
                await Answered;
            }

            return Page($"page {number}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var visitors = Enumerable.Range(0, 5).Select(_ => gateway.GetAsync()).ToList();
        await Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Active == 5 && origin.Count == 2, "all were there");
        _time.Leap(TimeSpan.FromSeconds(6));
        var answers = await Task.WhenAll(visitors);
        answers.ShouldAllBe(answer => answer.Text == "page 1");
        answers.ShouldAllBe(answer => answer.Status().EndsWith("; detail=stale-if-error", StringComparison.Ordinal));
        await Eventually.IsSoAsync(() => origin.Count == 3, "it was asked for behind the readers");

        // Beyond the moment for which a failed server is left alone.
        _time.Leap(TimeSpan.FromSeconds(6));
        var next = await gateway.GetAsync();
        next.Text.ShouldBe("page 1");
        next.Status().ShouldMatch("^goodgate; hit; ttl=-[0-9]+; detail=stale-if-error$");
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Saved).ShouldBe(6);
        origin.Count.ShouldBe(3);

        _answer.SetResult();
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync()).Text is "page 3" or "page 4", "the fetch behind the readers has brought it");
        var told = (await gateway.EndAsync()).ShouldHaveSingleItem();
        (told.Cause.Id, told.Observation.Saved, told.Observation.Limit?.Value).ShouldBe(("response-timeout", true, "5s"));
    }

    [Fact]
    public async Task Without_an_older_page_the_server_has_all_its_time()
    {
        await using var origin = Start(async (_, number) =>
        {
            await Answered;
            return Page($"page {number}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        var visitor = gateway.GetAsync();
        await Eventually.IsSoAsync(() => origin.Count == 1, "it was asked");
        _time.Leap(TimeSpan.FromSeconds(10));
        _answer.SetResult();
        (await visitor).Text.ShouldBe("page 1");
    }

    [Fact]
    public async Task One_whose_page_comes_slowly_keeps_one_other_waiting_and_no_more()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\npage {peer.Number}");
            await Answered;
            await peer.SendAsync(" end");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), new HastyTime());
        var visitors = new List<Task<Answer>>();
        for (var i = 1; i <= 4; i++)
        {
            visitors.Add(gateway.GetAsync());
            await Eventually.IsSoAsync(() => origin.Connections == i, "the one before waits no longer");
        }

        _answer.SetResult();
        var answers = await Task.WhenAll(visitors);
        answers.Select(answer => answer.Text).ShouldBe(["page 1 end", "page 2 end", "page 3 end", "page 4 end"]);
        answers.Select(answer => answer.Status().Contains("; collapsed", StringComparison.Ordinal)).ShouldBe([false, true, false, false]);
    }

    // The one who asks wants another variant, of which there is none, and waits for PHP; the wait for a worker is long.
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Who_may_have_an_older_page_does_not_wait_as_long_as_for_a_worker()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("page.php", "header('Cache-Control: max-age=600'); header('Vary: X-Kind'); if ($_SERVER['HTTP_X_KIND'] === 'b') { while (!file_exists(__DIR__ . '/go')) { usleep(5000); } } echo 'page';");
        await using var gateway = await RunningGateway.StartAsync(
            CachedSite.Cached(RunningGateway.Before(new UpstreamSettings
            {
                Name = "php",
                Servers = [$"fastcgi+unix:{fpm.Socket}"],
                Timeouts = RunningGateway.LongLimits,
                FastCgi = new FastCgiSettings { Root = fpm.Folder, Pool = new FpmPoolSettings { Workers = 2, QueueTimeout = HastyTime.Endless } },
            })),
            new HastyTime());
        (await gateway.GetAsync("/page.php", "X-Kind: a\r\n")).Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        var store = gateway.Instance.Services.Cache.Store;
        store.MarkStale(store.Entries().Single()).ShouldBeTrue();
        var other = gateway.GetAsync("/page.php", "X-Kind: b\r\n");
        var workers = gateway.Instance.Model.Upstreams["php"].Workers.ShouldNotBeNull();
        await Eventually.IsSoAsync(() => workers.Gate.Held == 1, "a worker runs it");
        (await gateway.GetAsync("/page.php", "X-Kind: a\r\n").WaitAsync(TimeSpan.FromSeconds(20))).Status().ShouldBe("goodgate; fwd=stale; collapsed; detail=stale-if-error");
        (await gateway.GetAsync("/page.php", "X-Kind: a\r\n").WaitAsync(TimeSpan.FromSeconds(20))).Status().ShouldMatch("^goodgate; hit; ttl=[0-9]+; detail=stale-if-error$", "nobody else need wait");
        fpm.Write("go", "");
        (await other).Text.ShouldBe("page");
    }

    // What is waited for five seconds is over at once; one wait never.
    private sealed class HastyTime : TimeProvider
    {
        public static readonly TimeSpan Endless = TimeSpan.FromSeconds(77);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(5) ? TimeSpan.FromMilliseconds(1) : dueTime == Endless ? Timeout.InfiniteTimeSpan : dueTime, period);
    }
}
