using System.Text.Json;
using Goodgate.Gateway;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Cli.Tests.Explaining;

public sealed class ExplanationTests
{
    [Fact]
    public async Task Every_cause_has_its_page()
    {
        foreach (var cause in Causes.All)
        {
            await using var called = await Called.WithAsync("explain", cause.Id);
            called.ExitCode.ShouldBe(0, cause.Id);
            var page = called.Out.ToString();
            page.ShouldContain(cause.Text.Title, Case.Sensitive, cause.Id);
            page.ShouldContain($"  {cause.Text.FirstSteps.Count}. ", Case.Sensitive, cause.Id);
            page.ShouldContain("  $ " + cause.Text.Command + "\n", Case.Sensitive, cause.Id);
            called.Out.Lines.Where(line => !line.StartsWith("  $ ", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 100 && line == line.TrimEnd());
        }
    }

    [Fact]
    public async Task Every_foreign_code_is_explained()
    {
        foreach (var code in ForeignCodes.All.Where(code => !code.Code.EndsWith('*')))
        {
            await using var called = await Called.WithAsync("explain", code.ToString());
            called.ExitCode.ShouldBe(0, code.ToString());
            called.Out.ToString().ShouldContain(code.CauseId, Case.Sensitive, code.ToString());
        }
    }

    [Fact]
    public async Task A_code_that_may_mean_more_says_so()
    {
        await using var called = await Called.WithAsync("explain", "haproxy:SH");
        called.Out.ToString().ShouldContain("It may be something else");
        called.Out.ToString().ShouldContain("keepalive-race");
    }

    [Theory]
    [InlineData("502", "connect-refused", "connect-timeout")]
    [InlineData("504", "connect-timeout", "connect-refused")]
    [InlineData("connection_refused", "connect-refused", "connect-timeout")]
    public async Task A_number_stands_for_several_causes(string asked, string among, string notAmong)
    {
        await using var called = await Called.WithAsync("explain", asked);
        called.ExitCode.ShouldBe(0);
        called.Out.ToString().ShouldContain(among);
        called.Out.ToString().ShouldNotContain(notAmong);
    }

    [Theory]
    [InlineData("connect-refusd", "connect-refused")]
    [InlineData("refused", "connect-refused")]
    [InlineData("haproxy:SX", "haproxy:S")]
    public async Task A_slip_gets_a_suggestion(string asked, string meant)
    {
        await using var called = await Called.WithAsync("explain", asked);
        called.ExitCode.ShouldBe(1);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain("did you mean " + meant);
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("haproxy:XX")]
    public async Task A_word_far_from_all_gets_no_suggestion(string asked)
    {
        await using var called = await Called.WithAsync("explain", asked);
        called.ExitCode.ShouldBe(1);
        called.Error.Lines.ShouldHaveSingleItem().ShouldNotContain("did you mean");
    }

    [Theory]
    [InlineData("SH", "haproxy:SH")]
    [InlineData("uc", "envoy:UC")]
    [InlineData("522", "cloudflare:522")]
    public async Task A_code_only_one_program_has_needs_no_name_before_it(string asked, string meant)
    {
        await using var called = await Called.WithAsync("explain", asked);
        called.ExitCode.ShouldBe(0, called.Error.ToString());
        called.Out.ToString().ShouldContain(meant);
    }

    [Theory]
    [InlineData("sh", 1, "nothing is called \"sh\"")]
    [InlineData("999", 1, "nothing is called \"999\"")]
    [InlineData("abc-1", 1, "say where to look: --admin 127.0.0.1:9502, --data DIR or --access-log FILE")]
    [InlineData("", 2, "nothing to explain")]
    public async Task Short_words_are_not_looked_up_as_requests(string asked, int exitCode, string expected)
    {
        await using var called = await Called.WithAsync("explain", asked);
        called.ExitCode.ShouldBe(exitCode);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task Evidence_has_the_name_it_has_in_the_api()
    {
        await using var called = new Called();
        called.Write("access.log", "{\"request_id\":\"abc-1\",\"status\":502,\"cause\":\"connect-refused\"}\n");
        (await called.ToEndAsync("explain", "abc-1", "--access-log", "access.log", "--json")).ShouldBe(0);
        JsonDocument.Parse(called.Out.ToString()).RootElement.GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Speaks_json()
    {
        await using var cause = await Called.WithAsync("explain", "connect-refused", "--json");
        var root = JsonDocument.Parse(cause.Out.ToString()).RootElement;
        root.GetProperty("id").GetString().ShouldBe("connect-refused");
        root.GetProperty("proxy_error").GetString().ShouldBe("connection_refused");
        root.GetProperty("first_steps").GetArrayLength().ShouldBe(Causes.Get("connect-refused").Text.FirstSteps.Count);
        await using var code = await Called.WithAsync("explain", "cloudflare:522", "--json");
        JsonDocument.Parse(code.Out.ToString()).RootElement.GetProperty("cause").GetProperty("id").GetString().ShouldBe("connect-timeout");
    }

    [Fact]
    public async Task A_request_is_found_at_the_admin_port()
    {
        var settings = new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Admin = new AdminSettings { Listen = "127.0.0.1:0" },
            Upstreams = [new UpstreamSettings { Name = "app", Servers = [] }],
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [new RouteSettings { Upstream = "app" }] }],
        };
        await using var gateway = await GatewayInstance.StartAsync(settings, TimeProvider.System, CancellationToken.None);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Addresses[0]) { Headers = { { "X-Request-ID", "abc-1" } } };
        var seen = new TaskCompletionSource();
        using var subscription = gateway.Verdicts.Subscribe(_ => seen.TrySetResult());
        using var response = await http.SendAsync(request);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var admin = new Uri(gateway.AdminAddress!).Authority;
        await using var found = await Called.WithAsync("explain", "abc-1", "--admin", admin);
        found.ExitCode.ShouldBe(0, found.Error.ToString());
        found.Out.ToString().ShouldContain("request abc-1\nno-upstream-configured: ");
        found.Out.ToString().ShouldContain("First steps");
        await using var other = await Called.WithAsync("explain", "abc-2", "--admin", admin);
        other.ExitCode.ShouldBe(1);
        other.Error.ToString().ShouldContain("does not remember it");
    }

    [Fact]
    public async Task An_admin_port_that_does_not_answer_is_named()
    {
        await using var called = await Called.WithAsync("explain", "4bf92f3577b34da6", "--admin", "127.0.0.1:1");
        called.ExitCode.ShouldBe(1);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain("the admin port 127.0.0.1:1 does not answer");
    }

    [Fact]
    public async Task A_token_that_is_none_is_refused_before_it_is_sent()
    {
        await using var called = new Called();
        called.Variables["GOODGATE_ADMIN_TOKEN"] = "a\nb";
        (await called.ToEndAsync("explain", "4bf92f3577b34da6", "--admin", "127.0.0.1:1")).ShouldBe(1);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain("GOODGATE_ADMIN_TOKEN holds characters that no token has");
    }

    [Fact]
    public async Task A_request_is_found_in_an_access_log()
    {
        await using var called = new Called();
        called.Write("access.log", string.Join('\n', [
            "{\"request_id\":\"other\",\"note\":\"abc-1\",\"status\":200}",
            "not JSON \"abc-1\"",
            "{\"request_id\":\"abc-1\",\"status\":502,\"cause\":\"connect-refused\",\"summary\":\"refused \\u001b[31m\",\"host\":\"\\u001b]0;x\\u0007\",\"attempts\":[{\"server\":\"http://a:1\",\"cause\":\"connect-refused\"}]}",
            "",
        ]));
        (await called.ToEndAsync("explain", "abc-1", "--access-log", "access.log")).ShouldBe(0);
        var page = called.Out.ToString();
        page.ShouldContain("connect-refused: The application is not running");
        page.ShouldMatch(@"  status +502\n");
        page.ShouldContain("server http://a:1, cause connect-refused");
        page.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("{\"request_id\":\"x\",\"status\":200}\n", 1, "does not mention it")]
    [InlineData("1.2.3.4 - - [x] \"GET / HTTP/1.1\" 200\n", 1, "must have the format json")]
    [InlineData(null, 2, "access.log does not exist. Name the access log with --access-log FILE.")]
    public async Task A_log_without_it_says_why(string? log, int exitCode, string expected)
    {
        await using var called = new Called();
        if (log is not null)
        {
            called.Write("access.log", log);
        }

        (await called.ToEndAsync("explain", "abc-1", "--access-log", "access.log")).ShouldBe(exitCode);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task A_request_that_did_not_fail_says_so()
    {
        await using var called = new Called();
        called.Write("access.log", "{\"request_id\":\"abc-1\",\"status\":200}\n");
        (await called.ToEndAsync("explain", "abc-1", "--access-log", "access.log")).ShouldBe(0);
        called.Out.ToString().ShouldContain("It did not fail.");
    }
}
