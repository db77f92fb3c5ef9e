using System.Text.Json;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>The access log of a gateway with traffic.</summary>
public sealed class AccessLogTrafficTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-access-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "access.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_record_a_request_with_its_attempts()
    {
        using var server = new TestServer();
        await using var gateway = await StartAsync([TestServer.Nobody(), server.Url]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cart?a=1");
        request.Headers.Add("X-Request-ID", "mine");
        request.Headers.Add("Cookie", "session=SECRET");
        request.Headers.Add("Authorization", "Bearer SECRET");
        (await gateway.Client.SendAsync(request)).EnsureSuccessStatusCode();
        var record = (await StopAsync(gateway)).ShouldHaveSingleItem();
        record.GetProperty("request_id").GetString().ShouldBe("mine");
        record.GetProperty("target").GetString().ShouldBe("/cart?a=1");
        record.GetProperty("status").GetInt32().ShouldBe(200);
        record.GetProperty("source").GetString().ShouldBe("upstream");
        record.GetProperty("bytes_out").GetInt64().ShouldBe(3);
        record.GetProperty("site").GetString().ShouldBe("shop");
        record.TryGetProperty("cause", out _).ShouldBeFalse();
        var attempts = record.GetProperty("attempts");
        attempts.GetArrayLength().ShouldBe(2);
        attempts[0].GetProperty("cause").GetString().ShouldBe("connect-refused");
        attempts[0].GetProperty("failure").GetString().ShouldBe("refused");
        attempts[1].GetProperty("status").GetInt32().ShouldBe(200);
        attempts[1].GetProperty("server").GetString().ShouldBe(server.Url);
        attempts[1].GetProperty("first_byte_ms").GetDouble().ShouldBeGreaterThan(0);
        attempts[1].GetProperty("duration_ms").GetDouble().ShouldBeGreaterThanOrEqualTo(attempts[1].GetProperty("first_byte_ms").GetDouble());
        attempts[1].GetProperty("bytes_received").GetInt64().ShouldBeGreaterThan(3);
        record.GetRawText().ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_failure_is_told_with_its_cause()
    {
        await using var gateway = await StartAsync([TestServer.Nobody()]);
        await gateway.Client.GetAsync("/");
        var record = (await StopAsync(gateway)).ShouldHaveSingleItem();
        record.GetProperty("status").GetInt32().ShouldBe(502);
        record.GetProperty("source").GetString().ShouldBe("gateway");
        record.GetProperty("cause").GetString().ShouldBe("connect-refused");
        record.GetProperty("not_retried").GetString().ShouldBe("no other server in the upstream");
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n", 400, "bad-request-line")]
    [InlineData("\u0016\u0003\u0001\u0002\r\n\r\n", 400, "tls-on-a-plain-port")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "several-hosts")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400, "missing-host")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX y: 1\r\n\r\n", 400, "bad-field-name")]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505, "version-not-supported")]
    [InlineData("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-target-form")]
    public async Task What_is_no_HTTP_gets_a_record_and_a_count(string request, int status, string reason)
    {
        await using var gateway = await StartAsync([TestServer.Nobody()]);
        (await gateway.SendRawAsync(request)).ShouldStartWith($"HTTP/1.1 {status}");
        var record = (await StopAsync(gateway)).ShouldHaveSingleItem();
        record.GetProperty("status").GetInt32().ShouldBe(status);
        record.GetProperty("refused").GetString().ShouldBe(reason);
        record.GetProperty("client").GetString().ShouldBe("127.0.0.1");
        gateway.Instance.Outlets.Counters.RefusedByReason[reason].ShouldBe(1);
        gateway.Instance.Outlets.Counters.Requests.Of(4, Gateway.Exchanges.ResponseSource.Gateway).ShouldBe(1, "505 is the client's doing as well, and no 5xx of the gateway");
    }

    [Theory]
    [InlineData("X-Large: ", 431, "head-too-large")]
    [InlineData(null, 414, "target-too-long")]
    public async Task Heads_beyond_the_limit_are_recorded(string? field, int status, string reason)
    {
        await using var gateway = await StartAsync([TestServer.Nobody()]);
        var filler = new string('a', 40_000);
        var request = field is null ? $"GET /{filler} HTTP/1.1\r\nHost: a\r\n\r\n" : $"GET / HTTP/1.1\r\nHost: a\r\n{field}{filler}\r\n\r\n";
        (await gateway.SendRawAsync(request)).ShouldStartWith($"HTTP/1.1 {status}");
        (await StopAsync(gateway)).ShouldHaveSingleItem().GetProperty("refused").GetString().ShouldBe(reason);
    }

    [Fact]
    public async Task What_the_gateway_refuses_says_why()
    {
        await using var gateway = await StartAsync([TestServer.Nobody()]);
        await gateway.SendRawAsync("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var record = (await StopAsync(gateway)).ShouldHaveSingleItem();
        record.GetProperty("refused").GetString().ShouldBe("method-not-served");
        record.GetProperty("status").GetInt32().ShouldBe(400);
    }

    [Fact]
    public async Task A_body_that_proves_malformed_after_the_head_is_one_record()
    {
        using var server = new TestServer();
        await using var gateway = await StartAsync([server.Url]);
        await gateway.SendRawAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n");
        (await StopAsync(gateway)).ShouldHaveSingleItem();
    }

    private Task<TestGateway> StartAsync(IReadOnlyList<string> servers) =>
        TestGateway.StartAsync(servers, settings => settings with { AccessLog = new AccessLogSettings { Path = Path } });

    private async Task<List<JsonElement>> StopAsync(TestGateway gateway)
    {
        await gateway.StopAsync();
        return [.. (await File.ReadAllLinesAsync(Path)).Select(line => JsonElement.Parse(line))];
    }
}
