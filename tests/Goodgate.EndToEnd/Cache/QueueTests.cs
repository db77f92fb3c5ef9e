using System.Runtime.Versioning;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Pages of a PHP whose only worker is busy.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class QueueTests
{
    private readonly LeapingTime _time = new();

    // A renewal is served after everybody: who waited for it would be too.
    [Fact]
    public async Task Nobody_waits_for_a_renewal_that_has_no_worker()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("page.php", "header('Cache-Control: max-age=60, stale-while-revalidate=6000'); header('Vary: X-Kind'); echo microtime();");
        await using var gateway = await StartAsync(fpm);
        var older = (await gateway.GetAsync("/page.php", "X-Kind: a\r\n")).Text;
        _time.Leap(TimeSpan.FromSeconds(100));
        var gate = gateway.Instance.Model.Upstreams["php"].Workers.ShouldNotBeNull().Gate;
        var held = gateway.GetAsync("/hold.php");
        await Eventually.IsSoAsync(() => gate.Held == 1, "the worker is busy");
        (await gateway.GetAsync("/page.php", "X-Kind: a\r\n")).Text.ShouldBe(older);
        await Eventually.IsSoAsync(() => gate.Depth == 1, "its renewal waits");
        var other = gateway.GetAsync("/page.php", "X-Kind: b\r\n");
        await Eventually.IsSoAsync(() => gate.Depth == 2, "who wants another variant waits for a worker");
        other.IsCompleted.ShouldBeFalse();
        fpm.Write("go", "");
        (await other).Status().ShouldBe("goodgate; fwd=vary-miss; stored");
        (await held).Text.ShouldBe("held");
        await Eventually.IsSoAsync(() => (gate.Held, gate.Depth) == (0, 0), "all have ended");
        (await gateway.GetAsync("/page.php", "X-Kind: a\r\n")).Text.ShouldBe(older, "the renewal left its place to the visitor");
        await Eventually.IsSoAsync(async () => (await gateway.GetAsync("/page.php", "X-Kind: a\r\n")).Text != older, "the next one brings it");
    }

    // An editor's page: purged, and in the queue like any other.
    [Fact]
    public async Task A_server_that_was_not_asked_does_not_hang()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("page.php", "header('Cache-Control: max-age=600'); echo microtime();");
        await using var gateway = await StartAsync(fpm);
        var older = (await gateway.GetAsync("/page.php")).Text;
        var cache = gateway.Instance.Services.Cache;
        var gate = gateway.Instance.Model.Upstreams["php"].Workers.ShouldNotBeNull().Gate;
        cache.Store.MarkStale(cache.Store.Entries().Single()).ShouldBeTrue();
        var held = gateway.GetAsync("/hold.php");
        await Eventually.IsSoAsync(() => gate.Held == 1, "the worker is busy");
        cache.Flights.Patience = TimeSpan.FromMilliseconds(200);
        var answer = await gateway.GetAsync("/page.php");
        (answer.Text, answer.Status()).ShouldBe((older, "goodgate; fwd=stale; detail=stale-if-error"));
        StoredResponse.Of(cache.Store.Entries().Single()).ShouldNotBeNull().Hangs.ShouldBeFalse();
        await Eventually.IsSoAsync(() => gate.Depth == 1, "it is asked for behind the reader");

        // Beyond the moment for which it is left alone.
        _time.Leap(TimeSpan.FromSeconds(6));
        cache.Flights.Patience = TimeSpan.FromSeconds(60);
        var next = gateway.GetAsync("/page.php");
        await Eventually.IsSoAsync(() => gate.Depth == 2 || next.IsCompleted, "the next one waits for a worker");
        next.IsCompleted.ShouldBeFalse();
        fpm.Write("go", "");
        (await next).Text.ShouldNotBe(older);
        (await held).Text.ShouldBe("held");
    }

    // Said before the head goes out: its script told of a fatal error beside a page that looks like a success.
    [Fact]
    public async Task What_is_known_to_have_failed_is_not_promised()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("page.php", "header('Cache-Control: max-age=600'); error_log('PHP Fatal error:  Uncaught Exception: no in /page.php:1'); echo 'page';");
        await using var gateway = await StartAsync(fpm);
        for (var i = 0; i < 2; i++)
        {
            var answer = await gateway.GetAsync("/page.php");
            (answer.Text, answer.Status()).ShouldBe(("page", "goodgate; fwd=uri-miss; detail=failed"));
        }
    }

    private static async Task<PhpFpm> StartFpmAsync()
    {
        var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("hold.php", "while (!file_exists(__DIR__ . '/go')) { usleep(5000); } echo 'held';");
        return fpm;
    }

    private Task<RunningGateway> StartAsync(PhpFpm fpm) => RunningGateway.StartAsync(
        CachedSite.Cached(RunningGateway.Before(new UpstreamSettings
        {
            Name = "php",
            Servers = [$"fastcgi+unix:{fpm.Socket}"],
            Timeouts = RunningGateway.LongLimits,
            FastCgi = new FastCgiSettings { Root = fpm.Folder, Pool = new FpmPoolSettings { Workers = 1, QueueTimeout = TimeSpan.FromSeconds(60) } },
        })),
        _time);
}
