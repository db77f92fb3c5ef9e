using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>Why a worker of a real PHP-FPM ended, by FPM's own log; and what its status page tells a running gateway.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeathTests
{
    [Fact]
    [Proves(CauseIds.WorkerCrashed, CauseIds.WorkerKilledByTimeout)]
    public async Task A_segfault_a_kill_and_a_limit_of_time_are_told_apart()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "request_terminate_timeout = 3s");
        fpm.Write("crash.php", "posix_kill(getmypid(), 11); sleep(60);");
        fpm.Write("kill.php", "posix_kill(getmypid(), 9); sleep(60);");
        fpm.Write("slow.php", "sleep(60);");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf, Log = fpm.Log });
        AdmissionTests.PoolOf(gateway).Gate.Limit.ShouldBe(2);
        (await gateway.GetAsync("/crash.php")).Status.ShouldBe(502);
        await gateway.Verdicts.AtLeastAsync(1);
        (await gateway.GetAsync("/kill.php")).Status.ShouldBe(502);
        await gateway.Verdicts.AtLeastAsync(2);
        (await gateway.GetAsync("/slow.php?reset_key=SECRET&login=bob")).Status.ShouldBe(502);
        var verdicts = await gateway.EndAsync();
        verdicts.Select(verdict => verdict.Cause.Id).ShouldBe([CauseIds.WorkerCrashed, CauseIds.WorkerCrashed, CauseIds.WorkerKilledByTimeout]);
        verdicts[0].Summary.ShouldContain("SIGSEGV");
        verdicts[0].Confidence.ShouldBe(Confidence.Certain);
        verdicts[1].Summary.ShouldContain("SIGKILL");
        verdicts[2].Summary.ShouldContain("request_terminate_timeout = 3s");
        LogLine(verdicts[0]).ShouldContain("exited on signal 11 (SIGSEGV");
        LogLine(verdicts[1]).ShouldContain("exited on signal 9 (SIGKILL");
        LogLine(verdicts[2]).ShouldContain("slow.php?(withheld)\") execution timed out");
        AdmissionTests.PoolOf(gateway).Gate.Held.ShouldBe(0);
    }

    // Both are over within a second, and FPM's log tells that in whole ones.
    [Fact]
    public async Task Two_that_die_within_a_second_in_different_ways_are_told_apart()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("segv.php", "while (!file_exists(__DIR__ . '/go')) { usleep(1000); } posix_kill(getmypid(), 11); sleep(60);");
        fpm.Write("kill.php", "while (!file_exists(__DIR__ . '/go')) { usleep(1000); } usleep(100000); posix_kill(getmypid(), 9); sleep(60);");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf, Log = fpm.Log });
        var asked = new[] { gateway.GetAsync("/kill.php"), gateway.GetAsync("/segv.php") };
        await Eventually.IsSoAsync(() => AdmissionTests.PoolOf(gateway).Gate.Held == 2, "both have a worker");
        File.WriteAllText($"{fpm.Folder}/go", "");
        (await Task.WhenAll(asked)).ShouldAllBe(answer => answer.Status == 502);
        foreach (var verdict in await gateway.EndAsync())
        {
            var own = verdict.Observation.Target == "/segv.php" ? "SIGSEGV" : "SIGKILL";
            verdict.Summary.ShouldContain(own);
            LogLine(verdict).ShouldContain(own);
        }
    }

    [Fact]
    public async Task A_reload_that_cuts_a_request_short_is_no_crash_of_the_script()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");

        // A sleep would end with the first signal, and the script with it: a good answer.
        fpm.Write("slow.php", "while (true) { usleep(10000); }");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Workers = 2, Log = fpm.Log, StatusPath = "/status", StatusListen = $"unix:{fpm.StatusAddress.SocketPath}" });
        var pool = AdmissionTests.PoolOf(gateway);
        await Eventually.IsSoAsync(() => pool.Reading?.Status is not null, "the status page was read");
        var cut = gateway.GetAsync("/slow.php");
        await Eventually.IsSoAsync(async () => (await fpm.StatusAsync()).Status?.Active == 1, "FPM runs it");

        // FPM tells its start in whole seconds: one within the same second would not be seen.
        await Eventually.IsSoAsync(() => TimeProvider.System.GetUtcNow() > pool.Reading!.Status!.Started!.Value.AddSeconds(1), "a second has passed");
        fpm.Signal("USR2");
        (await cut).Status.ShouldBe(502);
        await Eventually.IsSoAsync(() => pool.Restarts == 1, "the restart was seen");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerCrashed);
        verdict.Party.ShouldBe(Party.Operator);
        verdict.Summary.ShouldContain("a reload of PHP-FPM");
        LogLine(verdict).ShouldContain("Reloading in progress");
    }

    // pm.max_requests ends workers between two requests, all day long.
    [Fact]
    public async Task A_worker_that_is_recycled_meanwhile_does_not_hide_the_crash()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 3", "pm.max_requests = 2");
        fpm.Write("crash.php", "while (!file_exists(__DIR__ . '/go')) { usleep(10000); } posix_kill(getmypid(), 11); sleep(60);");
        fpm.Write("quick.php", "echo 'quick';");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Workers = 3, Log = fpm.Log });
        var crash = gateway.GetAsync("/crash.php");
        await Eventually.IsSoAsync(() => AdmissionTests.PoolOf(gateway).Gate.Held == 1, "it has a worker");
        for (var i = 0; i < 4; i++)
        {
            (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        }

        await Eventually.IsSoAsync(() => File.ReadAllText(fpm.Log).Contains("exited with code 0", StringComparison.Ordinal), "a worker was recycled");
        File.WriteAllText($"{fpm.Folder}/go", "");
        (await crash).Status.ShouldBe(502);
        LogLine((await gateway.EndAsync()).ShouldHaveSingleItem()).ShouldContain("exited on signal 11 (SIGSEGV");
    }

    // FPM has one log for all its pools.
    [Fact]
    public async Task A_crash_in_another_pool_does_not_hide_the_own()
    {
        // An address of its own: nobody else takes the port before FPM does.
        using var probe = new TcpListener(OwnAddress.Next(), 0);
        probe.Start();
        var other = $"{probe.LocalEndpoint}";
        probe.Stop();
        string[] account = Environment.UserName == "root" ? ["user = www-data", "group = www-data"] : [];
        using var fpm = await PhpFpm.StartAsync(["pm = static", "pm.max_children = 1", "[other]", .. account, $"listen = {other}", "pm = static", "pm.max_children = 1"]);
        const string Die = "while (!file_exists(__DIR__ . '/go-' . basename(__FILE__))) { usleep(10000); } posix_kill(getmypid(), ";
        fpm.Write("own.php", Die + "11); sleep(60);");
        fpm.Write("other.php", Die + "9); sleep(60);");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf, Log = fpm.Log });
        var own = gateway.GetAsync("/own.php");
        await Eventually.IsSoAsync(() => AdmissionTests.PoolOf(gateway).Gate.Held == 1, "it has a worker");
        File.WriteAllText($"{fpm.Folder}/go-other.php", "");
        _ = await new FpmQuestion(FpmAddress.Parse(other, out _)!, TimeProvider.System).AskAsync($"{fpm.Folder}/other.php", "", TimeSpan.FromSeconds(60), CancellationToken.None);
        await Eventually.IsSoAsync(() => File.ReadAllText(fpm.Log).Contains("exited on signal 9", StringComparison.Ordinal), "the other pool has lost a worker");
        File.WriteAllText($"{fpm.Folder}/go-own.php", "");
        (await own).Status.ShouldBe(502);
        LogLine((await gateway.EndAsync()).ShouldHaveSingleItem()).ShouldContain("[pool site] child");
    }

    [Fact]
    public async Task Twenty_crashes_at_once_are_all_explained()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 4");
        fpm.Write("crash.php", "posix_kill(getmypid(), 11); sleep(60);");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf, Log = fpm.Log, QueueTimeout = TimeSpan.FromSeconds(60) });
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.GetAsync("/crash.php")))).ShouldAllBe(answer => answer.Status == 502);
        var verdicts = await gateway.EndAsync();
        verdicts.Count.ShouldBe(20);
        verdicts.ShouldAllBe(verdict => verdict.Summary.Contains("SIGSEGV", StringComparison.Ordinal));
    }

    // The log of another FPM: it will never tell. The next visitor must not wait for it as well.
    [Fact]
    public async Task The_place_is_free_while_the_log_is_asked()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("crash.php", "usleep(300000); posix_kill(getmypid(), 11); sleep(60);");
        fpm.Write("quick.php", "echo 'quick';");
        var silent = $"{fpm.Folder}/other.log";
        File.WriteAllText(silent, "");
        var time = new LeapingTime();
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Workers = 1, Log = silent }, time: time);
        var crash = gateway.GetAsync("/crash.php");
        await Eventually.IsSoAsync(() => AdmissionTests.PoolOf(gateway).Gate.Held == 1, "it has the only worker");
        time.Stop();
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        crash.IsCompleted.ShouldBeFalse("FPM has half a second to write, and none of it has passed");
        time.Leap(TimeSpan.FromSeconds(3));
        (await crash).Status.ShouldBe(502);
        LogLine((await gateway.EndAsync()).ShouldHaveSingleItem()).ShouldContain("says nothing of a worker's end");
    }

    [Fact]
    public async Task A_log_that_is_a_pipe_holds_no_request()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("crash.php", "posix_kill(getmypid(), 11); sleep(60);");
        var pipe = $"{fpm.Folder}/pipe";
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Workers = 2, Log = pipe });
        gateway.Instance.Model.Problems.ShouldHaveSingleItem().ShouldContain("it is a pipe");
        (await gateway.GetAsync("/crash.php")).Status.ShouldBe(502);
        LogLine((await gateway.EndAsync()).ShouldHaveSingleItem()).ShouldContain("it is a pipe");
        AdmissionTests.PoolOf(gateway).Gate.Held.ShouldBe(0);
    }

    [Fact]
    public async Task The_size_of_a_static_pool_is_learned_from_its_status_page()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 3");
        fpm.Write("quick.php", "echo 'quick';");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { StatusPath = "/status", StatusListen = $"unix:{fpm.StatusAddress.SocketPath}" });
        var pool = AdmissionTests.PoolOf(gateway);
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        await Eventually.IsSoAsync(() => pool.Gate.Limit == 3, "the size is known");
        pool.Gate.Room.ShouldBe(30);
        pool.Reading!.Queue.Waiting.ShouldNotBeNull();
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
    }

    private static string LogLine(Verdict verdict) => verdict.Evidence.Single(fact => fact.Name == "fpm-log").Value;
}
