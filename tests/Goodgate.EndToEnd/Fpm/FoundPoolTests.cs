using System.Runtime.Versioning;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>Settings that say nothing but where PHP-FPM listens: its file is found where Debian keeps it, and with it its size, its pages and its log.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FoundPoolTests
{
    [Fact]
    public async Task A_pool_that_no_setting_names_is_known()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2", "ping.response = here");
        var file = Install(fpm);
        await using var gateway = await StartAsync(fpm);
        var pool = PoolOf(gateway).ShouldNotBeNull();
        pool.Source.ShouldBe($"site, {file}:1");
        (pool.Gate.Limit, pool.Log, pool.Problem).ShouldBe((2, fpm.Log, null));
        await Eventually.IsSoAsync(() => pool.Reading is { Status.Total: 2, Ping: { } ping } && ping.StartsWith("answered in ", StringComparison.Ordinal), "the pages that its file names were asked for");
    }

    [Fact]
    public async Task Its_log_says_why_a_worker_died()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        Install(fpm);
        fpm.Write("crash.php", "posix_kill(getmypid(), 11); sleep(60);");
        await using var gateway = await StartAsync(fpm);
        (await gateway.GetAsync("/crash.php")).Status.ShouldBe(502);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerCrashed);
        verdict.Summary.ShouldContain("SIGSEGV");
    }

    [Fact]
    public async Task One_that_is_installed_later_is_known_after_a_reload()
    {
        using var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 2");
        fpm.Write("quick.php", "echo 'quick';");
        await using var gateway = await StartAsync(fpm);
        PoolOf(gateway).ShouldBeNull();
        gateway.Instance.Model.Upstreams["php"].PoolUnknown.ShouldNotBeNull().ShouldContain("names this address");
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");

        Install(fpm);
        await gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings);
        PoolOf(gateway).ShouldNotBeNull().Gate.Limit.ShouldBe(2);
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    // The file of its pool as Debian has it, in a folder that stands for /; beside it that of another pool. Its path.
    private static string Install(PhpFpm fpm)
    {
        var folder = Directory.CreateDirectory($"{fpm.Folder}/root/etc/php/8.2/fpm/pool.d").FullName;
        File.WriteAllText($"{folder}/../php-fpm.conf", $"[global]\nerror_log = {fpm.Log}\ninclude={folder}/*.conf\n");
        File.WriteAllText($"{folder}/other.conf", $"[other]\nlisten = {fpm.Folder}/other.sock\npm = static\npm.max_children = 7\n");
        var all = File.ReadAllText(fpm.Conf);
        File.WriteAllText($"{folder}/site.conf", all[all.IndexOf("[site]", StringComparison.Ordinal)..]);
        return $"{folder}/site.conf";
    }

    private static WorkerPool? PoolOf(RunningGateway gateway) => gateway.Instance.Model.Upstreams["php"].Workers;

    private static Task<RunningGateway> StartAsync(PhpFpm fpm) =>
        AdmissionTests.StartAsync(fpm, new FpmPoolSettings { FindBelow = Directory.CreateDirectory($"{fpm.Folder}/root").FullName });
}
