using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>Clients that take their time before a real PHP-FPM with one worker: they hold none.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlowClientTests
{
    // More than the kernel takes from the gateway for a client that does not read.
    private const int LargePage = 12 * 1024 * 1024;
    private const int Upload = 300_000;

    private const string Page = "for ($i = 0; $i < 192; $i++) { echo str_repeat(chr(97 + $i % 26), 65536); }";

    [Fact]
    public async Task A_client_that_does_not_read_holds_no_worker()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("large.php", Page);
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 4096);
        await client.SendAsync("GET /large.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0 && PoolOf(gateway).Spooled > 0, "the worker is free");
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        var page = await client.ReadAsync();
        page.Text.Length.ShouldBe(LargePage);
        page.Text.Chunk(65536).Select(piece => new string(piece)).ShouldBe(Enumerable.Range(0, 192).Select(i => new string((char)(97 + (i % 26)), 65536)));
        (await gateway.EndAsync()).ShouldBeEmpty();
        PoolOf(gateway).Spooled.ShouldBe(0);
    }

    [Fact]
    public async Task Without_room_the_worker_waits_for_its_client_and_nothing_is_lost()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("large.php", Page);
        await using var gateway = await StartAsync(fpm, spool: 0);
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 4096);
        await client.SendAsync("GET /large.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
        var quick = gateway.GetAsync("/quick.php");
        (await client.ReadAsync()).Text.Length.ShouldBe(LargePage);
        (await quick).Text.ShouldBe("quick");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_that_leaves_meanwhile_is_told_of_and_leaves_nothing_behind()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("large.php", Page);
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using (var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 4096))
        {
            await client.SendAsync("GET /large.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
            await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0 && PoolOf(gateway).Spooled > 0, "the worker is free");
            client.Reset();
        }

        await Eventually.IsSoAsync(() => PoolOf(gateway).Spooled == 0, "what it did not take is thrown away");
        (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Happening.ShouldBe(Happening.ClientLeft);
    }

    [Fact]
    public async Task A_page_that_breaks_off_is_broken_off_for_a_slow_client_too()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("large.php", Page + " flush(); posix_kill(getmypid(), 9);");
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 4096);
        await client.SendAsync("GET /large.php HTTP/1.1\r\nHost: site.test\r\n\r\n");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == 0 && PoolOf(gateway).Spooled == 0, "it is over");
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByReset);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.WorkerCrashed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_comes_slowly_holds_no_worker(bool hasRoom)
    {
        using var fpm = await StartFpmAsync();
        await using var gateway = await StartAsync(fpm, hasRoom ? FpmPoolSettings.DefaultSpoolBytes : 0);
        var content = RandomNumberGenerator.GetBytes(Upload);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"POST /sum.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: {Upload}\r\n\r\n");
        await client.SendAsync(content.AsMemory(0, Upload / 2));
        await Eventually.IsSoAsync(() => PoolOf(gateway).Gate.Held == (hasRoom ? 0 : 1) && (PoolOf(gateway).Spooled == Upload / 2) == hasRoom, "half of it is here");
        if (hasRoom)
        {
            (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        }

        await client.SendAsync(content.AsMemory(Upload / 2));
        (await client.ReadAsync()).Text.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"{Upload} {Convert.ToHexStringLower(SHA256.HashData(content))}"));
        (await gateway.EndAsync()).ShouldBeEmpty();
        PoolOf(gateway).Spooled.ShouldBe(0);
    }

    // A script may take its time too. What may be sent to another server after it (RFC 9110 section 9.2.2) is kept for that.
    [Theory]
    [InlineData("POST", 0)]
    [InlineData("PUT", Upload)]
    public async Task The_room_of_an_upload_is_free_when_its_script_has_it(string method, long kept)
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("held.php", "$body = file_get_contents('php://input'); touch(__DIR__ . '/has'); while (!file_exists(__DIR__ . '/go')) { usleep(10000); } echo strlen($body);");
        File.SetUnixFileMode(fpm.Folder, (UnixFileMode)Convert.ToInt32("777", 8));
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"{method} /held.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: {Upload}\r\n\r\n");
        await client.SendAsync(new byte[Upload]);
        await Eventually.IsSoAsync(() => File.Exists($"{fpm.Folder}/has"), "the script has all of it");
        await Eventually.IsSoAsync(() => PoolOf(gateway).Spooled == kept, "nothing is kept that nobody will ask for");
        PoolOf(gateway).Gate.Held.ShouldBe(1);
        File.WriteAllText($"{fpm.Folder}/go", "");
        (await client.ReadAsync()).Text.ShouldBe($"{Upload}");
        (await gateway.EndAsync()).ShouldBeEmpty();
        PoolOf(gateway).Spooled.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_asks_whether_it_may_send_holds_none_either()
    {
        using var fpm = await StartFpmAsync();
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("POST /sum.php HTTP/1.1\r\nHost: site.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        (await client.ReadBytesAsync("HTTP/1.1 100 Continue\r\n\r\n".Length)).ShouldStartWith("HTTP/1.1 100");
        PoolOf(gateway).Gate.Held.ShouldBe(0);
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        (await client.AskAsync("hello")).Text.ShouldStartWith("5 ");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_is_broken_off_never_reaches_a_script()
    {
        using var fpm = await StartFpmAsync();
        fpm.Write("mark.php", "file_put_contents(__DIR__ . '/ran', ''); echo 'ran';");
        await using var gateway = await StartAsync(fpm, FpmPoolSettings.DefaultSpoolBytes);
        using (var client = await gateway.ConnectAsync())
        {
            await client.SendAsync($"POST /mark.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: {Upload}\r\n\r\n");
            await client.SendAsync(new byte[Upload / 2]);
            await Eventually.IsSoAsync(() => PoolOf(gateway).Spooled > 0, "half of it is here");
        }

        await Eventually.IsSoAsync(() => PoolOf(gateway).Spooled == 0, "it is given up");
        (await gateway.GetAsync("/quick.php")).Text.ShouldBe("quick");
        File.Exists($"{fpm.Folder}/ran").ShouldBeFalse();
    }

    private static async Task<PhpFpm> StartFpmAsync()
    {
        var fpm = await PhpFpm.StartAsync("pm = static", "pm.max_children = 1");
        fpm.Write("quick.php", "echo 'quick';");
        fpm.Write("sum.php", "$body = file_get_contents('php://input'); echo strlen($body), ' ', hash('sha256', $body);");
        return fpm;
    }

    private static Task<RunningGateway> StartAsync(PhpFpm fpm, long spool) => RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings
    {
        Name = "app",
        Servers = [$"fastcgi+unix:{fpm.Socket}"],
        Timeouts = RunningGateway.LongLimits,
        FastCgi = new FastCgiSettings { Root = fpm.Folder, Pool = new FpmPoolSettings { Workers = 1, QueueTimeout = TimeSpan.FromSeconds(60), SpoolBytes = spool } },
    }));

    private static WorkerPool PoolOf(RunningGateway gateway) => gateway.Instance.Model.Upstreams["app"].Workers!;
}
