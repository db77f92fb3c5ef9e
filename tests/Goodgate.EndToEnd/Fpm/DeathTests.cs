using System.Runtime.Versioning;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
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
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "request_terminate_timeout = 1s");
        fpm.Write("crash.php", "exec('kill -SEGV ' . getmypid()); sleep(60);");
        fpm.Write("kill.php", "exec('kill -KILL ' . getmypid()); sleep(60);");
        fpm.Write("slow.php", "sleep(60);");
        await using var gateway = await AdmissionTests.StartAsync(fpm, new FpmPoolSettings { Conf = fpm.Conf, Log = fpm.Log });
        AdmissionTests.PoolOf(gateway).Gate.Limit.ShouldBe(2);
        (await gateway.GetAsync("/crash.php")).Status.ShouldBe(502);
        (await gateway.GetAsync("/kill.php")).Status.ShouldBe(502);
        (await gateway.GetAsync("/slow.php")).Status.ShouldBe(502);
        var verdicts = await gateway.EndAsync();
        verdicts.Select(verdict => verdict.Cause.Id).ShouldBe([CauseIds.WorkerCrashed, CauseIds.WorkerCrashed, CauseIds.WorkerKilledByTimeout]);
        verdicts[0].Summary.ShouldContain("SIGSEGV");
        verdicts[0].Confidence.ShouldBe(Confidence.Certain);
        verdicts[1].Summary.ShouldContain("SIGKILL");
        verdicts[2].Summary.ShouldContain("request_terminate_timeout = 1s");
        LogLine(verdicts[0]).ShouldContain("exited on signal 11 (SIGSEGV");
        LogLine(verdicts[1]).ShouldContain("exited on signal 9 (SIGKILL");
        LogLine(verdicts[2]).ShouldContain("execution timed out");
        AdmissionTests.PoolOf(gateway).Gate.Held.ShouldBe(0);
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
