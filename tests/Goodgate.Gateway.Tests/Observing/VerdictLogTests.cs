using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class VerdictLogTests
{
    private readonly BoundedQueue<Verdict> _queue = new(10_000);

    [Fact]
    public async Task The_last_thousand_failures_are_kept_the_newest_first()
    {
        var log = await Fed(Enumerable.Range(0, VerdictLog.FailuresKept + 5).Select(i => Samples.Refused($"r{i}")));
        var all = log.Find(new VerdictQuery { Limit = int.MaxValue });
        all.Count.ShouldBe(VerdictLog.FailuresKept);
        all[0].Observation.RequestId.ShouldBe($"r{VerdictLog.FailuresKept + 4}");
        all[^1].Observation.RequestId.ShouldBe("r5");
        log.Seen.ShouldBe(VerdictLog.FailuresKept + 5);
    }

    [Fact]
    public async Task Clients_that_left_do_not_push_out_a_failure()
    {
        var log = await Fed([Samples.Refused("real"), .. Enumerable.Range(0, 2_000).Select(i => Samples.Left($"left{i}"))]);
        log.Find(new VerdictQuery { RequestId = "real" }).ShouldHaveSingleItem();
        log.Find(new VerdictQuery { Limit = int.MaxValue }).Count.ShouldBe(VerdictLog.NewsKept + 1);
    }

    [Fact]
    public async Task A_saved_request_is_news_not_a_failure()
    {
        var refused = Samples.Refused("saved");
        VerdictLog.IsNews(refused).ShouldBeFalse();
        var saved = refused with { Observation = refused.Observation with { Saved = true } };
        VerdictLog.IsNews(saved).ShouldBeTrue();
        var log = await Fed([saved, .. Enumerable.Range(0, VerdictLog.NewsKept).Select(i => Samples.Left($"left{i}"))]);
        log.Find(new VerdictQuery { RequestId = "saved" }).ShouldBeEmpty();
    }

    [Fact]
    public async Task Conditions_narrow_and_the_limit_cuts()
    {
        var log = await Fed([Samples.Refused("a", Samples.Noon), Samples.Refused("b", Samples.Noon.AddMinutes(1)), Samples.Left("c")]);
        log.Find(new VerdictQuery { Cause = "client-aborted" }).ShouldHaveSingleItem().Observation.RequestId.ShouldBe("c");
        log.Find(new VerdictQuery { Since = Samples.Noon.AddSeconds(30) }).ShouldHaveSingleItem().Observation.RequestId.ShouldBe("b");
        log.Find(new VerdictQuery { Limit = 2 }).Select(one => one.Observation.RequestId).ShouldBe(["c", "b"]);
        log.Find(new VerdictQuery { RequestId = "none" }).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_subscriber_hears_all_in_order_even_beside_one_that_throws()
    {
        var log = new VerdictLog(_queue);
        var heard = new List<string?>();
        using var bad = log.Subscribe(_ => throw new InvalidOperationException("closed terminal"));
        using var good = log.Subscribe(verdict => heard.Add(verdict.Observation.RequestId));
        await FeedAsync(log, Enumerable.Range(0, 100).Select(i => Samples.Refused($"r{i}")));
        heard.ShouldBe(Enumerable.Range(0, 100).Select(i => (string?)$"r{i}"));
    }

    [Fact]
    public async Task Who_follows_gets_all_and_an_end()
    {
        var log = new VerdictLog(_queue);
        var followed = log.Follow();
        await FeedAsync(log, [Samples.Refused("a"), Samples.Left("b")]);
        var ids = new List<string?>();
        await foreach (var verdict in followed.ReadAllAsync())
        {
            ids.Add(verdict.Observation.RequestId);
        }

        ids.ShouldBe(["a", "b"]);
        (await log.Follow().WaitToReadAsync()).ShouldBeFalse("the gateway has stopped");
    }

    [Fact]
    public async Task A_subscriber_that_hangs_holds_up_nobody_and_its_losses_are_counted()
    {
        using var release = new ManualResetEventSlim();
        var last = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var log = new VerdictLog(_queue);
        using var hung = log.Subscribe(_ => release.Wait(CancellationToken.None));
        using var good = log.Subscribe(verdict =>
        {
            if (verdict.Observation.RequestId == "last")
            {
                last.SetResult();
            }
            else if (verdict.Observation.RequestId == "end")
            {
                end.SetResult();
            }
        });
        log.Start();
        for (var i = 0; i < 900; i++)
        {
            _queue.Add(Samples.Left($"r{i}"));
        }

        _queue.Add(Samples.Refused("last"));
        await last.Task.WaitAsync(TimeSpan.FromSeconds(60));
        log.Find(new VerdictQuery { RequestId = "last" }).ShouldHaveSingleItem();
        for (var i = 0; i < 500; i++)
        {
            _queue.Add(Samples.Left($"more{i}"));
        }

        _queue.Add(Samples.Refused("end"));
        await end.Task.WaitAsync(TimeSpan.FromSeconds(60));
        _queue.Complete();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await log.StopAsync(now.Token);
        release.Set();
        await log.StopAsync(CancellationToken.None);
        log.Dropped.ShouldBeGreaterThanOrEqualTo(300);
    }

    [Fact]
    public async Task Who_unsubscribed_hears_nothing_more()
    {
        var log = new VerdictLog(_queue);
        var heard = 0;
        log.Subscribe(_ => heard++).Dispose();
        await FeedAsync(log, [Samples.Refused()]);
        heard.ShouldBe(0);
    }

    [Fact]
    public async Task Failures_of_earlier_runs_are_older_than_all_others_and_none_comes_twice()
    {
        var log = await Fed([Samples.Refused("new", Samples.Noon.AddHours(1))]);
        log.Recall([Samples.Refused("b", Samples.Noon.AddTicks(5)), Samples.Left("news"), Samples.Refused("a"), Samples.Refused("new", Samples.Noon.AddHours(1))]);
        log.Recall([Samples.Refused("b"), Samples.Refused("older")]);
        log.Find(new VerdictQuery()).Select(one => one.Observation.RequestId).ShouldBe(["new", "b", "a", "older"]);
        log.Seen.ShouldBe(1);
        log.Recall([.. Enumerable.Range(0, VerdictLog.FailuresKept).Select(i => Samples.Refused($"r{i}"))]);
        log.Held.ShouldBe(VerdictLog.FailuresKept);
        log.Find(new VerdictQuery { RequestId = "new" }).ShouldHaveSingleItem();
    }

    private async Task<VerdictLog> Fed(IEnumerable<Verdict> verdicts)
    {
        var log = new VerdictLog(_queue);
        await FeedAsync(log, verdicts);
        return log;
    }

    private async Task FeedAsync(VerdictLog log, IEnumerable<Verdict> verdicts)
    {
        log.Start();
        foreach (var verdict in verdicts)
        {
            _queue.Add(verdict);
        }

        _queue.Complete();
        await log.StopAsync(CancellationToken.None);
    }
}
