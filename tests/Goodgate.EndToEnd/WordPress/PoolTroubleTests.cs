using System.Globalization;
using System.Runtime.Versioning;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>Workers of a real WordPress that are all taken, too slow, or dead, before a gateway that knows the pool (<c>fastcgi.pool</c>).</summary>
[Collection(WordPressTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class PoolTroubleTests(WordPressSite site, ITestOutputHelper output)
{
    private const string Held = "/?trouble=held";

    private FpmPoolSettings Known => new() { Conf = site.Conf, Log = site.LogFile, QueueTimeout = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public async Task A_full_pool_says_which_pages_hold_it()
    {
        await using var gateway = await site.BehindAsync(pool: Known);
        var gate = PoolOf(gateway).Gate;
        gate.Limit.ShouldBe(WordPressSite.Workers);
        var held = new List<Task<Answer>>();
        try
        {
            held.AddRange(Enumerable.Range(0, WordPressSite.Workers).Select(_ => gateway.GetAsync(Held)));
            await Eventually.IsSoAsync(() => gate.Held == WordPressSite.Workers, "all workers are taken");
            var refused = await gateway.GetAsync("/post-3/");
            refused.Status.ShouldBe(503);
            int.Parse(refused.Field("Retry-After").ShouldNotBeNull(), CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
            refused.LooksWhole.ShouldBeTrue();
        }
        finally
        {
            site.LetGo();
        }

        await Recovery.ComesAsync("every worker held by a slow page", () => gateway.GetAsync(), output);
        (await Task.WhenAll(held)).ShouldAllBe(answer => answer.Status == 200 && answer.Text == "held");
        var verdicts = await gateway.EndAsync();
        verdicts.ShouldAllBe(verdict => verdict.Cause.Id == CauseIds.WorkerPoolExhausted);
        var evidence = verdicts[0].Evidence.ToLookup(fact => fact.Name, fact => fact.Value);
        evidence["workers"].Single().ShouldStartWith("8 of 8 busy");
        evidence["holds-worker"].ShouldAllBe(holder => holder.StartsWith("/?trouble=… (/index.php) for ", StringComparison.Ordinal));
        evidence["holds-worker"].Count().ShouldBe(3);
        verdicts[0].Summary.ShouldContain("longest: /?trouble=… (/index.php) for ");
    }

    // Four of eight workers run a page whose visitors have gone; the others stay with those who want another page.
    [Fact]
    public async Task A_page_that_visitors_gave_up_does_not_take_the_others_along()
    {
        await using var gateway = await site.BehindAsync(pool: Known);
        var gate = PoolOf(gateway).Gate;
        try
        {
            for (var visitor = 0; visitor < 4; visitor++)
            {
                using var client = await gateway.ConnectAsync();
                await client.SendAsync($"GET {Held} HTTP/1.1\r\nHost: site.test\r\n\r\n");
                await Eventually.IsSoAsync(() => gate.Held == visitor + 1 && Running(gate), "a worker runs it");
                client.Reset();
                await Eventually.IsSoAsync(() => gate.Places.Count(place => place.IsAbandoned) == visitor + 1, "the visitor has gone");
            }

            (await gateway.GetAsync(Held)).Status.ShouldBe(503);
            await Recovery.ComesAsync("half of the workers held by a page that visitors gave up (while it lasts)", () => gateway.GetAsync(), output);
        }
        finally
        {
            site.LetGo();
        }

        await Eventually.IsSoAsync(() => gate.Held == 0, "all workers are free");
        (await gateway.GetAsync(Held)).Text.ShouldBe("held");
        var verdict = (await gateway.EndAsync()).Where(one => one.Cause.Id != CauseIds.ClientAborted).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerPoolExhausted, verdict.Summary);
        verdict.Summary.ShouldContain("clients gave up on this page");
        Fact(verdict, "given-up").ShouldBe("4 workers run this page, 4 of them for clients that left");
    }

    [Fact]
    public async Task A_page_slower_than_the_limit_of_the_gateway()
    {
        await using var gateway = await site.BehindAsync(pool: Known, limits: RunningGateway.LongLimits with { FirstByte = TimeSpan.FromSeconds(5) });
        try
        {
            (await gateway.GetAsync(Held)).Status.ShouldBe(504);
            await Recovery.ComesAsync("a page slower than the gateway waits", () => gateway.GetAsync("/robots.txt"), output);
        }
        finally
        {
            site.LetGo();
        }

        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0, "the script has ended");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.ResponseTimeout, verdict.Summary);
        verdict.Summary.ShouldContain("timeouts.first_byte");
        Fact(verdict, "script").ShouldBe($"{site.Root}/index.php");
    }

    [Fact]
    public async Task A_page_slower_than_request_terminate_timeout()
    {
        await using var gateway = await site.BehindAsync(site.HurriedSocket, pool: Known);
        PoolOf(gateway).Gate.Limit.ShouldBe(1);
        (await gateway.GetAsync("/?trouble=slow")).Status.ShouldBe(502);

        // The pool has one worker: its successor answers. A quick page, since it has a second for each.
        await Recovery.ComesAsync("a page slower than request_terminate_timeout", () => gateway.GetAsync("/robots.txt"), output);
        var verdict = (await gateway.EndAsync())[0];
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerKilledByTimeout, verdict.Summary);
        verdict.Summary.ShouldContain("request_terminate_timeout = 1s");
        Fact(verdict, "fpm-log")!.ShouldContain("execution timed out");
    }

    [Fact]
    public async Task A_segfault_is_read_from_the_log()
    {
        // FPM's log tells seconds: a worker that another test lost within this one would be a second death to choose from.
        await Eventually.IsSoAsync(() => TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(site.LogFile) > TimeSpan.FromSeconds(2), "the log is quiet");
        await using var gateway = await site.BehindAsync(pool: Known);
        (await gateway.GetAsync("/?trouble=segfault")).Status.ShouldBe(502);
        await Recovery.ComesAsync("a worker that crashed (SIGSEGV)", () => gateway.GetAsync(), output);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerCrashed, verdict.Summary);
        verdict.Confidence.ShouldBe(Confidence.Certain);
        verdict.Summary.ShouldContain("SIGSEGV");
        Fact(verdict, "fpm-log")!.ShouldContain("exited on signal 11 (SIGSEGV");
    }

    private static WorkerPool PoolOf(RunningGateway gateway) => gateway.Instance.Model.Upstreams["php"].Workers.ShouldNotBeNull();

    // The request has reached PHP: before, a client that leaves takes its place along.
    private bool Running(WorkerGate gate) => Directory.EnumerateFiles(Path.GetDirectoryName(site.GoFile)!, "held-*").Count() >= gate.Held;

    private static string? Fact(Verdict verdict, string name) => verdict.Evidence.FirstOrDefault(fact => fact.Name == name)?.Value;
}
