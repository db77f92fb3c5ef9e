using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A gateway in front of a real PHP-FPM.</summary>
public sealed class PhpFpmTests(PhpFpm fpm) : IClassFixture<PhpFpm>
{
    [Fact]
    public async Task A_script_gets_the_variables_of_CGI()
    {
        await using var gateway = await fpm.BehindAsync();
        var seen = await ServerAsync(gateway, "/server.php/a%20b/%C3%A4?x=1&y=%00", "Cookie: a=1\r\nCookie: b=2\r\nX-Many: 1\r\nX-Many: 2\r\nAuthorization: Basic dTpw\r\n"
            + "Proxy: http://evil.test\r\nX_Shadow: 1\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nContent-Type: text/x\r\n");
        var port = gateway.Address.Port.ToString(CultureInfo.InvariantCulture);
        Check(seen, new()
        {
            ["REQUEST_METHOD"] = "GET",
            ["REQUEST_URI"] = "/server.php/a%20b/%C3%A4?x=1&y=%00",
            ["QUERY_STRING"] = "x=1&y=%00",
            ["SCRIPT_NAME"] = "/server.php",
            ["SCRIPT_FILENAME"] = fpm.Root + "/server.php",
            ["PATH_INFO"] = "/a b/ä",
            ["PATH_TRANSLATED"] = fpm.Root + "/a b/ä",
            ["DOCUMENT_ROOT"] = fpm.Root,
            ["SERVER_PROTOCOL"] = "HTTP/1.1",
            ["GATEWAY_INTERFACE"] = "CGI/1.1",
            ["SERVER_SOFTWARE"] = "goodgate",
            ["REMOTE_ADDR"] = "127.0.0.1",
            ["SERVER_ADDR"] = "127.0.0.1",
            ["SERVER_PORT"] = port,
            ["SERVER_NAME"] = "site.test",
            ["REQUEST_SCHEME"] = "http",
            ["REDIRECT_STATUS"] = "200",
            ["CONTENT_TYPE"] = "text/x",
            ["HTTP_HOST"] = "site.test",
            ["HTTP_COOKIE"] = "a=1; b=2",
            ["HTTP_X_MANY"] = "1, 2",
            ["HTTP_AUTHORIZATION"] = "Basic dTpw",
            ["PHP_AUTH_USER"] = "u",
            ["HTTPS"] = null,
            ["HTTP_PROXY"] = null,
            ["HTTP_X_SHADOW"] = null,
            ["HTTP_CONTENT_TYPE"] = null,
            ["HTTP_CONTENT_LENGTH"] = null,
            ["HTTP_X_FORWARDED_FOR"] = null,
        });
        seen["HTTP_X_REQUEST_ID"].GetString()!.Length.ShouldBe(32);
        seen["HTTP_TRACEPARENT"].GetString().ShouldStartWith("00-");
        int.Parse(seen["REMOTE_PORT"].GetString()!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trusted_proxy_says_whom_it_speaks_for()
    {
        await using var gateway = await fpm.BehindAsync(gateway: new GatewaySettings { TrustedProxies = ["127.0.0.0/8"] });
        Check(await ServerAsync(gateway, "/server.php", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"), new()
        {
            ["REMOTE_ADDR"] = "203.0.113.7",
            ["REMOTE_PORT"] = "",
            ["HTTPS"] = "on",
            ["REQUEST_SCHEME"] = "https",
            ["SERVER_PORT"] = "443",
            ["PATH_INFO"] = null,
            ["PATH_TRANSLATED"] = null,
        });
    }

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

    [Theory]
    [InlineData("/", "index / -\n")]
    [InlineData("/index.php", "index /index.php -\n")]
    [InlineData("/index.php/a/b?c", "index /index.php/a/b?c /a/b\n")]
    public async Task The_path_names_the_script(string target, string text)
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync(target)).Text.ShouldBe(text);
    }

    [Fact]
    public async Task One_script_may_serve_all_paths()
    {
        await using var gateway = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root, Script = "/index.php" });
        (await gateway.GetAsync("/any/where.html")).Text.ShouldBe("index /any/where.html -\n");
    }

    [Theory]
    [InlineData("/../secret.php")]
    [InlineData("/%2e%2e/secret.php")]
    [InlineData("/a/..%2f..%2fsecret.php")]
    [InlineData("/%FF.php")]
    public async Task A_path_that_leads_out_of_the_root_is_refused(string target)
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync(target)).Status.ShouldBe(400);
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
    [InlineData("/fatal.php", 500, CauseIds.UpstreamSentError, "PHP Fatal error: Uncaught Error: Call to undefined function nothing_of_that_name() in ")]
    [InlineData("/memory.php", 500, CauseIds.UpstreamSentError, "PHP Fatal error: Allowed memory size of 16777216 bytes exhausted")]
    [InlineData("/time.php", 500, CauseIds.UpstreamSentError, "PHP Fatal error: Maximum execution time of 1 second exceeded in ")]
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
        fpm.Log.ShouldContain("exited on signal 9");
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

    private static async Task<Dictionary<string, JsonElement>> ServerAsync(RunningGateway gateway, string target, string fields)
    {
        var answer = await gateway.GetAsync(target, fields);
        answer.Status.ShouldBe(200, answer.Text);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer.Text)!;
    }

    private static void Check(Dictionary<string, JsonElement> seen, Dictionary<string, string?> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            (seen.TryGetValue(name, out var found) ? found.ToString() : null).ShouldBe(value, name);
        }
    }
}
