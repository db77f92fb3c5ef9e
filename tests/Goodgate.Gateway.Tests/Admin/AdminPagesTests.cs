using System.Net;
using System.Text.Json;
using Goodgate.Gateway.Tests.Observing;

namespace Goodgate.Gateway.Tests.Admin;

public sealed class AdminPagesTests
{
    [Fact]
    public async Task Verdicts_carry_evidence_summary_and_first_steps()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await FailAsync(gateway, "one");
        var all = await GetAsync(gateway, "/api/verdicts");
        all.GetProperty("held").GetInt32().ShouldBe(1);
        all.GetProperty("dropped").GetInt32().ShouldBe(0);
        var verdict = all.GetProperty("verdicts")[0];
        verdict.GetProperty("cause").GetString().ShouldBe("connect-refused");
        verdict.GetProperty("request_id").GetString().ShouldBe("one");
        verdict.GetProperty("status").GetInt32().ShouldBe(502);
        verdict.GetProperty("party").GetString().ShouldBe("operator");
        verdict.GetProperty("target").GetString().ShouldBe("/path");
        verdict.GetProperty("failure").GetBoolean().ShouldBeTrue();
        verdict.GetProperty("summary").GetString()!.ShouldContain("ECONNREFUSED");
        verdict.GetProperty("evidence").EnumerateArray().ShouldContain(fact => fact.GetProperty("name").GetString() == "errno");
        verdict.GetProperty("first_steps").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?limit=1", 1)]
    [InlineData("?request_id=one", 1)]
    [InlineData("?request_id=other", 0)]
    [InlineData("?cause=connect-refused", 2)]
    [InlineData("?cause=client-aborted", 0)]
    [InlineData("?since=1h", 2)]
    [InlineData("?since=2020-01-01T00:00:00%2B02:00", 2)]
    [InlineData("?since=2020-01-01T00:00:00+02:00", 2)]
    [InlineData("?since=2999-01-01", 0)]
    [InlineData("?since=2000000000d", 2)]
    public async Task Verdicts_are_narrowed_by_the_query(string query, int count)
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await FailAsync(gateway, "one");
        await FailAsync(gateway, "two");
        (await GetAsync(gateway, "/api/verdicts" + query)).GetProperty("verdicts").GetArrayLength().ShouldBe(count);
    }

    [Theory]
    [InlineData("?limit=0", "1 to")]
    [InlineData("?limit=many", "1 to")]
    [InlineData("?limit=99999999999", "1 to")]
    [InlineData("?cause=conect-refused", "Did you mean connect-refused?")]
    [InlineData("?since=yesterday", "15m")]
    [InlineData("?since=", "15m")]
    [InlineData("?page=2", "request_id")]
    public async Task A_query_that_makes_no_sense_says_what_was_expected(string query, string expected)
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        using var answer = await gateway.Admin.GetAsync("/api/verdicts" + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetString()!.ShouldContain(expected);
    }

    [Fact]
    public async Task Upstreams_show_servers_with_their_last_failure()
    {
        using var server = new TestServer();
        var nobody = TestServer.Nobody();
        await using var gateway = await TestGateway.StartAsync([nobody, server.Url]);
        var heard = new TaskCompletionSource();
        using var subscription = gateway.Instance.Verdicts.Subscribe(_ => heard.TrySetResult());
        await gateway.Client.GetAsync("/");
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var servers = (await GetAsync(gateway, "/api/upstreams")).GetProperty("upstreams")[0].GetProperty("servers");
        servers[0].GetProperty("server").GetString().ShouldBe(nobody);
        servers[0].GetProperty("failures").GetInt32().ShouldBe(1);
        servers[0].GetProperty("last_failure").GetProperty("cause").GetString().ShouldBe("connect-refused");
        servers[0].GetProperty("connections").GetProperty("open").GetInt32().ShouldBe(0);
        servers[1].GetProperty("requests").GetInt32().ShouldBe(1);
        servers[1].GetProperty("failures").GetInt32().ShouldBe(0);
        servers[1].TryGetProperty("last_failure", out _).ShouldBeFalse();
        servers[1].GetProperty("idle_limit_seconds").GetDouble().ShouldBe(4);
    }

    [Fact]
    public async Task A_cause_is_explained_and_a_misspelt_one_is_guessed()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var cause = await GetAsync(gateway, "/api/causes/connect-refused");
        cause.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        cause.GetProperty("status").GetInt32().ShouldBe(502);
        cause.GetProperty("first_steps").GetArrayLength().ShouldBeGreaterThan(0);
        (await GetAsync(gateway, "/api/causes/")).GetProperty("causes").GetArrayLength().ShouldBeGreaterThan(40);
        using var wrong = await gateway.Admin.GetAsync("/api/causes/conect-refused");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Did you mean connect-refused?");
    }

    [Fact]
    public async Task Hostile_text_in_evidence_stays_inside_its_string()
    {
        using var server = new TestServer("HTTP/1.1 500 X\r\nServer: \"},<script>\u009b31m\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        await FailAsync(gateway, "one");
        var text = await gateway.Admin.GetStringAsync("/api/verdicts");
        text.ShouldNotContain('\u009b');
        JsonElement.Parse(text).GetProperty("verdicts")[0].GetProperty("evidence").EnumerateArray()
            .Single(fact => fact.GetProperty("name").GetString() == "server" && !fact.GetProperty("value").GetString()!.StartsWith("http", StringComparison.Ordinal))
            .GetProperty("value").GetString()!.ShouldContain("<script>");
    }

    [Fact]
    public async Task Draining_shows_while_requests_are_still_served()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        (await gateway.Admin.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        gateway.Instance.BeginDrain();
        (await gateway.Admin.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.Client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task FailAsync(TestGateway gateway, string id)
    {
        var heard = new TaskCompletionSource();
        using var subscription = gateway.Instance.Verdicts.Subscribe(_ => heard.TrySetResult());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/path?token=x");
        request.Headers.Add("X-Request-ID", id);
        using var answer = await gateway.Client.SendAsync(request);

        // The answer goes out before the record is written.
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task<JsonElement> GetAsync(TestGateway gateway, string path) => JsonElement.Parse(await gateway.Admin.GetStringAsync(path));
}
