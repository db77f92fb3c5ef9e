using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A gateway in front of a real PHP-FPM.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PhpFpmTests(PhpSite fpm) : IClassFixture<PhpSite>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    [InlineData(5_000_001)]
    public async Task An_upload_of_declared_length_arrives_whole(int length)
    {
        var body = new string('u', length);
        await using var gateway = await fpm.BehindAsync();
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync($"POST /upload.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: {length}\r\n\r\n{body}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        answer.Text.ShouldBe($"{length} {hash} {length}\n");
    }

    [Fact]
    public async Task An_upload_without_a_length_is_collected_up_to_a_limit()
    {
        await using var gateway = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root, CollectBytes = 100_000 });
        foreach (var (length, status) in new[] { (5, 200), (100_000, 200), (100_001, 411) })
        {
            using var client = await gateway.ConnectAsync();
            var answer = await client.AskAsync($"POST /upload.php HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{new string('u', length)}\r\n0\r\n\r\n");
            answer.Status.ShouldBe(status);
            answer.Text.ShouldStartWith(status == 200 ? $"{length} " : "411 ");
        }

        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_waits_for_100_is_sent_at_once()
    {
        await using var gateway = await fpm.BehindAsync();
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("POST /upload.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        (await client.ReadBytesAsync(25)).ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync("body");
        (await client.ReadAsync()).Text.ShouldStartWith("4 ");
    }

    [Fact]
    public async Task Status_fields_and_cookies_arrive()
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync("/status.php?code=201");
        answer.Status.ShouldBe(201);
        answer.Field("X-Script").ShouldBe("yes");
        answer.Fields("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        answer.Fields("Status").ShouldBeEmpty();
        answer.Text.ShouldBe("body");
        using var client = await gateway.ConnectAsync();
        var head = await client.AskAsync("HEAD /status.php?code=200 HTTP/1.1\r\nHost: site.test\r\n\r\n");
        head.Status.ShouldBe(200);
        (await gateway.GetAsync("/status.php?code=304")).Status.ShouldBe(304);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Large_heads_and_bodies_pass()
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync("/large.php?head=60000&body=10000000");
        answer.Status.ShouldBe(200);
        answer.LooksWhole.ShouldBeTrue();
        answer.Field("X-Large")!.Length.ShouldBe(60_000);
        answer.Body.Length.ShouldBe(10_000_000);
        (await gateway.GetAsync("/large.php?head=70000&body=1")).Status.ShouldBe(502);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.ResponseHeaderTooLarge);
    }

    [Fact]
    public async Task A_kept_connection_serves_one_request_after_the_other()
    {
        await using var gateway = await fpm.BehindAsync(pool: new PoolSettings { MaxIdle = 1 });
        var server = gateway.Instance.Model.Upstreams["php"].Servers[0];
        var pids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            pids.Add((await gateway.GetAsync("/pid.php")).Text);
            await Eventually.IsSoAsync(() => server.Pool.Idle == 1, "the connection rests");
        }

        pids.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_dies_while_its_connection_rests_costs_nobody_an_answer()
    {
        await using var gateway = await fpm.BehindAsync(pool: new PoolSettings { MaxIdle = 1 });
        var server = gateway.Instance.Model.Upstreams["php"].Servers[0];
        var first = (await gateway.GetAsync("/pid.php")).Text;
        await Eventually.IsSoAsync(() => server.Pool.Idle == 1, "the connection rests");
        using (var kill = System.Diagnostics.Process.Start("kill", ["-9", first]))
        {
            await kill.WaitForExitAsync();
        }

        var second = await gateway.GetAsync("/pid.php");
        second.Status.ShouldBe(200);
        second.Text.ShouldNotBe(first);

        // It was seen to be closed before it was used, or its request was repeated: both save the visitor, and only the latter is told.
        (await gateway.EndAsync()).ShouldAllBe(verdict => verdict.Observation.Saved);
    }

    [Fact]
    public async Task What_cannot_be_sent_twice_gets_a_connection_of_its_own_and_a_full_pool_gives_up_those_at_rest()
    {
        await using var gateway = await fpm.BehindAsync(pool: new PoolSettings { MaxIdle = 2 });
        var server = gateway.Instance.Model.Upstreams["php"].Servers[0];
        var kept = (await gateway.GetAsync("/pid.php")).Text;
        await Eventually.IsSoAsync(() => server.Pool.Idle == 1, "the connection rests, and its worker with it");
        using (var client = await gateway.ConnectAsync())
        {
            var posted = await client.AskAsync("POST /pid.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: 1\r\n\r\nx");
            posted.Text.ShouldNotBe(kept);
        }

        // Three at once, of two workers: one rests, and gives its own up for whoever needs it.
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync(gateway)));
        answers.ShouldAllBe(answer => answer.Status == 200);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    private static async Task<Answer> PostAsync(RunningGateway gateway)
    {
        using var client = await gateway.ConnectAsync();
        return await client.AskAsync("POST /pid.php HTTP/1.1\r\nHost: site.test\r\nContent-Length: 1\r\n\r\nx");
    }

    [Fact]
    public async Task Without_that_no_connection_is_kept()
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync("/pid.php")).Status.ShouldBe(200);
        var server = gateway.Instance.Model.Upstreams["php"].Servers[0];
        await Eventually.IsSoAsync(() => server.Pool.Open == 0, "the connection is closed");
    }

    [Fact]
    public async Task A_warning_is_no_failure()
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync("/warn.php")).Text.ShouldBe("page");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/fatal.php", 500, CauseIds.ApplicationScriptError, "PHP Fatal error: Uncaught Error: Call to undefined function nothing_of_that_name() in ")]
    [InlineData("/memory.php", 500, CauseIds.ApplicationScriptError, "PHP Fatal error: Allowed memory size of 16777216 bytes exhausted")]
    [InlineData("/time.php", 500, CauseIds.WorkerKilledByTimeout, "PHP Fatal error: Maximum execution time of 1 second exceeded in ")]
    [InlineData("/late.php", 200, CauseIds.ApplicationScriptError, "PHP Fatal error: Uncaught Error: Call to undefined function nothing_of_that_name() in ")]
    public async Task A_fatal_error_is_named_from_STDERR(string target, int status, string cause, string words)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync(target);
        answer.Status.ShouldBe(status);
        answer.LooksWhole.ShouldBeTrue();
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(cause, verdict.Summary);
        verdict.Summary.ShouldContain(words);
        verdict.Party.ShouldBe(Party.Application);
        var told = verdict.Summary + string.Join(" ", verdict.Evidence.Select(fact => fact.Value));
        told.ShouldContain(Path.GetFileName(target));
        told.ShouldNotContain("secret=x");
    }

    [Fact]
    public async Task A_late_fatal_error_breaks_the_answer_off_when_settings_say_so()
    {
        await using var gateway = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root, AbortOnFatal = true });
        var answer = await gateway.GetAsync("/late.php");
        answer.LooksWhole.ShouldBeFalse();
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.ApplicationScriptError);
    }

    [Fact]
    public async Task A_script_that_exits_in_the_middle_has_answered()
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync("/exit.php")).Text.ShouldBe("half a page");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/killed.php", 502)]
    [InlineData("/killed.php?late", 200)]
    [Proves(CauseIds.WorkerCrashed)]
    public async Task A_worker_that_is_killed_is_no_complete_answer(string target, int status)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync(target);
        answer.Status.ShouldBe(status);
        answer.LooksWhole.ShouldBe(status == 502);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.WorkerCrashed, verdict.Summary);
        await Eventually.IsSoAsync(() => fpm.Log.Contains("exited on signal 9", StringComparison.Ordinal), "PHP-FPM wrote which signal it was");
    }

    [Fact]
    public async Task A_missing_script_is_a_404_and_a_wrong_root_is_a_failure()
    {
        await using (var gateway = await fpm.BehindAsync())
        {
            (await gateway.GetAsync("/nothing.php")).Status.ShouldBe(404);
            (await gateway.EndAsync()).ShouldBeEmpty();
        }

        await using var wrong = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root + "/old" });
        (await wrong.GetAsync("/index.php")).Status.ShouldBe(404);
        var verdict = (await wrong.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.ApplicationScriptError);
        verdict.Party.ShouldBe(Party.Operator);
        verdict.Summary.ShouldContain($"{fpm.Root}/old does not exist on this machine; {fpm.Root} does");
    }

    [Fact]
    [Proves(CauseIds.SocketMissing)]
    public async Task A_wrong_socket_is_told_with_the_right_one()
    {
        await using var gateway = await RunningGateway.StartAsync($"fastcgi+unix:{fpm.Socket}.old");
        (await gateway.GetAsync()).Status.ShouldBe(502);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.SocketMissing);
        verdict.Summary.ShouldContain($"there are in {Path.GetDirectoryName(fpm.Socket)}: site.sock, status.sock");
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_connection_along()
    {
        await using var gateway = await fpm.BehindAsync(pool: new PoolSettings { MaxIdle = 1 });
        using (var client = await gateway.ConnectAsync())
        {
            await client.SendAsync("GET /large.php?head=1&body=100000000 HTTP/1.1\r\nHost: site.test\r\n\r\n");
            (await client.ReadBytesAsync(12)).ShouldBe("HTTP/1.1 200");
            client.Reset();
        }

        var server = gateway.Instance.Model.Upstreams["php"].Servers[0];
        await Eventually.IsSoAsync(() => server.Pool.Open == 0, "the connection is closed");
        (await gateway.GetAsync("/index.php")).Text.ShouldBe("index /index.php -\n");
    }

    [Fact]
    public async Task HTTP_over_the_port_of_FastCGI_is_named()
    {
        await using var gateway = await RunningGateway.StartAsync($"http+unix:{fpm.Socket}");
        var answer = await gateway.GetAsync();
        answer.Status.ShouldBe(502);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBeOneOf(CauseIds.UpstreamClosedBeforeResponse, CauseIds.UpstreamReset, CauseIds.WrongProtocolOnPort);
    }
}
