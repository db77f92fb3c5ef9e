using System.Runtime.Versioning;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>A gateway that knows how many workers a real PHP-FPM has.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AdmissionTests
{
    private const string Firefox = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0\r\n";

    [Fact]
    public async Task Twenty_requests_at_once_wait_here_and_not_in_FPM()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("work.php", "usleep(300000); echo 'done';");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 2, QueueTimeout = TimeSpan.FromSeconds(60) });
        var answers = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.GetAsync("/work.php")));
        var most = 0;
        await Eventually.IsSoAsync(
            () =>
            {
                most = Math.Max(most, KernelQueue.OfUnix(fpm.Socket).Waiting ?? 0);
                PoolOf(gateway).Gate.Held.ShouldBeLessThanOrEqualTo(2);
                return answers.IsCompleted;
            },
            "all were answered");
        (await answers).ShouldAllBe(answer => answer.Status == 200 && answer.Text == "done");

        // A connection is in the queue for the moment until a worker takes it: never more of them than there are workers.
        most.ShouldBeLessThanOrEqualTo(2);
        PoolOf(gateway).Gate.Counts.Waited.ShouldBe(18);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Proves(CauseIds.WorkerPoolExhausted)]
    public async Task Who_waits_too_long_gets_a_503_that_says_who_holds_the_workers()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("slow.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); } echo 'slow';");
        fpm.Write("quick.php", "echo 'quick';");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 2, Queue = 1, QueueTimeout = TimeSpan.FromMilliseconds(300) });
        var slow = Task.WhenAll(gateway.GetAsync("/slow.php?token=secret"), gateway.GetAsync("/slow.php"));
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 2, "both workers are busy");
        var late = gateway.GetAsync("/quick.php", Firefox);
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Depth == 1 || late.IsCompleted, "one waits");
        var turnedAway = await gateway.GetAsync("/quick.php");
        foreach (var answer in new[] { turnedAway, await late })
        {
            answer.Status.ShouldBe(503);
            answer.Field("Retry-After").ShouldBe("10");
            answer.Text.ShouldNotContain("slow.php");
        }

        File.WriteAllText($"{fpm.Folder}/go", "");
        (await slow).ShouldAllBe(answer => answer.Text == "slow");
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        var verdicts = await gateway.EndAsync();
        verdicts.Count.ShouldBe(2);
        verdicts.ShouldAllBe(verdict => verdict.Cause.Id == CauseIds.WorkerPoolExhausted);
        verdicts.ShouldContain(verdict => verdict.Summary.Contains("fastcgi.pool.queue_timeout = 300ms", StringComparison.Ordinal));
        foreach (var evidence in verdicts.Select(verdict => verdict.Evidence.ToLookup(fact => fact.Name, fact => fact.Value)))
        {
            evidence["workers"].Single().ShouldStartWith("2 of 2 busy");
            evidence["queue"].Single().ShouldContain("room for 1");
            evidence["holds-worker"].Count().ShouldBe(2);
            evidence["holds-worker"].ShouldAllBe(holder => holder.StartsWith("/slow.php for ", StringComparison.Ordinal) || holder.StartsWith("/slow.php?token=… (/slow.php) for ", StringComparison.Ordinal));
            evidence["waited"].ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Requests_that_were_given_up_never_pile_up_in_FPM()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("slow.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); } echo 'slow';");
        fpm.Write("quick.php", "echo 'quick';");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 2, QueueTimeout = TimeSpan.FromSeconds(60) });
        var gate = PoolOf(gateway).Gate;
        for (var i = 0; i < 20; i++)
        {
            using var client = await gateway.ConnectAsync();
            await client.SendAsync("GET /slow.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
            await Eventually.IsSoAsync(() => i < 2 ? gate.Held == i + 1 : gate.Depth == 1, "it has a worker, or waits");

            // Before its request was sent, a client that leaves takes its place along.
            await Eventually.IsSoAsync(async () => (await fpm.StatusAsync()).Status?.Busy.Count(one => one.Script is not null) >= Math.Min(2, i + 1), "FPM runs it");

            client.Reset();
            await Eventually.IsSoAsync(() => gate.Depth == 0, "it waits no longer");
        }

        // Both scripts run on, and nobody else got to FPM.
        await Eventually.IsSoAsync(() => gate.Places.Count(place => place.IsAbandoned) == 2, "both are given up");
        KernelQueue.OfUnix(fpm.Socket).Waiting.ShouldBe(0);
        (await fpm.StatusAsync()).Status!.Busy.Count(one => one.Script is not null).ShouldBe(2);
        var quick = gateway.GetAsync("/quick.php");
        await Eventually.IsSoAsync(() => gate.Depth == 1, "a page waits");
        File.WriteAllText($"{fpm.Folder}/go", "");
        (await quick).Text.ShouldBe("quick");
        await Eventually.IsSoAsync(() => gate.Held == 0, "all workers are free");
        gate.Counts.Left.ShouldBe(18);
        (await gateway.EndAsync()).ShouldAllBe(verdict => verdict.Cause.Id == CauseIds.ClientAborted);
    }

    [Fact]
    public async Task A_person_goes_before_a_crawler_and_wp_cron()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("slow.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); }");
        const string Log = "echo microtime(true);";
        fpm.Write("page.php", Log);
        fpm.Write("wp-cron.php", Log);
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 1, QueueTimeout = TimeSpan.FromSeconds(60) });
        var gate = PoolOf(gateway).Gate;
        var slow = gateway.GetAsync("/slow.php");
        await Eventually.IsSoAsync(() => gate.Held == 1, "the worker is busy");
        var waiting = new List<Task<Answer>>();
        foreach (var (target, fields) in new[] { ("/wp-cron.php", Firefox), ("/page.php", "User-Agent: Googlebot/2.1\r\n"), ("/page.php", Firefox) })
        {
            waiting.Add(gateway.GetAsync(target, fields));
            await Eventually.IsSoAsync(() => gate.Depth == waiting.Count, "it waits");
        }

        File.WriteAllText($"{fpm.Folder}/go", "");
        var times = (await Task.WhenAll(waiting)).Select(Time).ToList();
        times.ShouldBe(times.OrderDescending());
        await slow;
    }

    [Fact]
    public async Task A_client_that_asks_often_makes_nobody_else_wait_for_all_of_it()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("slow.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); }");
        fpm.Write("page.php", "echo microtime(true);");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 1, Queue = 6, QueueTimeout = TimeSpan.FromSeconds(60) }, trusted: ["127.0.0.0/8"]);
        var gate = PoolOf(gateway).Gate;
        var slow = gateway.GetAsync("/slow.php");
        await Eventually.IsSoAsync(() => gate.Held == 1, "the worker is busy");
        var often = new List<Task<Answer>>();
        while (often.Count < 6)
        {
            often.Add(gateway.GetAsync("/page.php", Firefox + "X-Forwarded-For: 203.0.113.7\r\n"));
            await Eventually.IsSoAsync(() => gate.Depth == often.Count, "it waits");
        }

        var once = gateway.GetAsync("/page.php", Firefox + "X-Forwarded-For: 198.51.100.4\r\n");
        (await often[5]).Status.ShouldBe(503, "the queue was full, and its last was one of many");
        File.WriteAllText($"{fpm.Folder}/go", "");
        var time = Time(await once);
        var times = (await Task.WhenAll(often[..5])).Select(Time).ToList();
        time.ShouldBeGreaterThan(times[0]);
        time.ShouldBeLessThan(times[1]);
        await slow;
    }

    [Fact]
    public async Task A_script_beyond_our_limit_of_time_keeps_its_place_until_it_ends()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("slow.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); } echo 'slow';");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 1 }, RunningGateway.LongLimits with { FirstByte = TimeSpan.FromMilliseconds(200) });
        (await gateway.GetAsync("/slow.php")).Status.ShouldBe(504);
        var place = PoolOf(gateway).Gate.Places.ShouldHaveSingleItem();
        place.IsAbandoned.ShouldBeTrue();
        File.WriteAllText($"{fpm.Folder}/go", "");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0, "the script has ended");
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.ResponseTimeout);
    }

    [Fact]
    public async Task The_ping_page_that_its_file_names_is_asked_for()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "ping.response = here");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf });
        await Eventually.IsSoAsync(() => PoolOf(gateway).Reading?.Ping?.StartsWith("answered in ", StringComparison.Ordinal) == true, "it answered with what its file says");

        // A file that says something else than the pool that runs.
        var other = $"{fpm.Folder}/other.conf";
        await File.WriteAllTextAsync(other, (await File.ReadAllTextAsync(fpm.Conf)).Replace("ping.response = here", "ping.response = there", StringComparison.Ordinal));
        await using var mistaken = await StartAsync(fpm, new FpmPoolSettings { Conf = other });
        await Eventually.IsSoAsync(() => PoolOf(mistaken).Reading?.Ping == "answered 200 and not ping.response", "it is told");
    }

    [Fact]
    public async Task What_comes_after_the_whole_content_is_nothing_to_the_client()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("crash.php", "header('Content-Length: 4'); header('X-Accel-Redirect: /secret/file'); header('X-Sendfile: /srv/secret'); echo 'done'; @ob_end_flush(); flush(); exec('kill -SEGV ' . getmypid()); sleep(60);");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 2 });
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync("GET /crash.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (answer.Status, answer.Text, answer.LooksWhole).ShouldBe((200, "done", true));
        answer.Field("X-Accel-Redirect").ShouldBeNull("it names a place of the server");
        answer.Field("X-Sendfile").ShouldBeNull();
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.WorkerCrashed);
    }

    [Fact]
    public async Task Who_leaves_with_the_whole_content_has_aborted_nothing()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("on.php", "header('Content-Length: 4'); echo 'done'; @ob_end_flush(); flush(); while (!file_exists(__DIR__ . '/go')) { usleep(10000); }");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 2 });
        (await gateway.GetAsync("/on.php")).Text.ShouldBe("done");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Places is [{ IsAbandoned: true }], "it has left, and the script runs on");
        File.WriteAllText($"{fpm.Folder}/go", "");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0, "the script has ended");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_fits_in_memory_is_here_before_it_takes_a_worker()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("quick.php", "echo strlen(file_get_contents('php://input'));");
        await using var gateway = await StartAsync(fpm, new FpmPoolSettings { Workers = 1 });
        using var slow = await gateway.ConnectAsync();
        await slow.SendAsync("POST /quick.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: 200000\r\n\r\n" + new string('x', 120_000));
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("0");
        var answer = await slow.AskAsync(new string('x', 80_000));
        answer.Text.ShouldBe("200000");
    }

    private static double Time(Answer answer) => double.Parse(answer.Text, System.Globalization.CultureInfo.InvariantCulture);

    internal static WorkerPool PoolOf(RunningGateway gateway) => gateway.Instance.Model.Upstreams["php"].Workers.ShouldNotBeNull();

    internal static Task<RunningGateway> StartAsync(PhpFpm fpm, FpmPoolSettings pool, TimeoutSettings? timeouts = null, string[]? trusted = null, TimeProvider? time = null) => RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings
    {
        Name = "php",
        Servers = [$"fastcgi+unix:{fpm.Socket}"],
        Timeouts = timeouts ?? RunningGateway.LongLimits,
        FastCgi = new FastCgiSettings { Root = fpm.Folder, Pool = pool },
    }) with { TrustedProxies = trusted ?? [] }, time);
}
