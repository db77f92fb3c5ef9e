using System.Net;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>What the gateway says to servers about itself and its client.</summary>
public sealed class IdentityTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private const string Claims =
        "Via: 1.0 fred, 1.1 p.example\r\nForwarded: for=192.0.2.43\r\nX-Forwarded-For: 192.0.2.43\r\nX-Forwarded-Proto: https\r\n"
        + "X-Forwarded-Host: claimed.test\r\nX-Forwarded-Port: 443\r\n";

    [Fact]
    public async Task Claims_of_a_stranger_are_replaced()
    {
        var (head, gateway) = await SeenAsync(Claims, trusted: []);

        OriginPeer.Lines(head, "Via").ShouldBe([$"1.0 fred, 1.1 p.example, 1.1 {gateway.Instance}"]);
        OriginPeer.Lines(head, "Forwarded").ShouldBe(["for=127.0.0.1;host=site.test;proto=http"]);
        OriginPeer.Lines(head, "X-Forwarded-For").ShouldBe(["127.0.0.1"]);
        OriginPeer.Lines(head, "X-Forwarded-Proto").ShouldBe(["http"]);
        OriginPeer.Lines(head, "X-Forwarded-Host").ShouldBe(["site.test"]);
        OriginPeer.Lines(head, "X-Forwarded-Port").ShouldBe([$"{gateway.Port}"]);
    }

    [Theory]
    [InlineData("127.0.0.1/32")]
    [InlineData("127.0.0.0/8")]
    public async Task Claims_of_a_trusted_proxy_are_kept_and_added_to(string network)
    {
        var (head, gateway) = await SeenAsync(Claims, trusted: [network]);

        OriginPeer.Lines(head, "Via").ShouldBe([$"1.0 fred, 1.1 p.example, 1.1 {gateway.Instance}"]);
        OriginPeer.Lines(head, "Forwarded").ShouldBe(["for=192.0.2.43, for=127.0.0.1;host=claimed.test;proto=https"]);
        OriginPeer.Lines(head, "X-Forwarded-For").ShouldBe(["192.0.2.43, 127.0.0.1"]);
        OriginPeer.Lines(head, "X-Forwarded-Proto").ShouldBe(["https"]);
        OriginPeer.Lines(head, "X-Forwarded-Host").ShouldBe(["claimed.test"]);
        OriginPeer.Lines(head, "X-Forwarded-Port").ShouldBe(["443"]);
    }

    [Theory]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("127.0.0.0/8", true)]
    public async Task Other_claims_about_the_client_pass_only_from_a_trusted_proxy(string trusted, bool passes)
    {
        string[] names = ["X-Real-IP", "x_real_ip", "X-Forwarded-Server", "X_Forwarded-Prefix", "Client-IP", "True-Client-IP", "X-Client-IP",
            "X-Cluster-Client-IP", "X-Original-Forwarded-For"];

        var (head, _) = await SeenAsync(string.Concat(names.Select(name => $"{name}: 192.0.2.43\r\n")), [trusted]);

        foreach (var name in names)
        {
            OriginPeer.Lines(head, name).ShouldBe(passes ? ["192.0.2.43"] : [], name);
        }
    }

    [Fact]
    public async Task A_trusted_proxy_that_claims_nothing_is_described_itself()
    {
        var (head, gateway) = await SeenAsync("", trusted: ["127.0.0.0/8"]);

        OriginPeer.Lines(head, "Via").ShouldBe([$"1.1 {gateway.Instance}"]);
        OriginPeer.Lines(head, "X-Forwarded-For").ShouldBe(["127.0.0.1"]);
        OriginPeer.Lines(head, "X-Forwarded-Proto").ShouldBe(["http"]);
    }

    [Fact]
    public async Task Another_network_is_not_trusted()
    {
        var (head, _) = await SeenAsync(Claims, trusted: ["10.0.0.0/8", "::1/128"]);

        OriginPeer.Lines(head, "X-Forwarded-For").ShouldBe(["127.0.0.1"]);
    }

    [Theory]
    [InlineData("site.test:8080", "for=127.0.0.1;host=\"site.test:8080\";proto=http")]
    [InlineData("[::1]", "for=127.0.0.1;host=\"[::1]\";proto=http")]
    public async Task Forwarded_quotes_what_is_no_token(string host, string expected)
    {
        var (head, _) = await SeenAsync("", trusted: [], host: host);

        OriginPeer.Lines(head, "Forwarded").ShouldBe([expected]);
    }

    [Fact]
    public async Task Forwarded_brackets_and_quotes_ipv6()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(
            RunningGateway.Before(origin.Url) with { Listen = [new ListenSettings { Url = "http://[::1]:0" }] });

        await gateway.GetAsync();

        OriginPeer.Lines(origin.Received[0], "Forwarded").ShouldBe(["for=\"[::1]\";host=site.test;proto=http"]);
        OriginPeer.Lines(origin.Received[0], "X-Forwarded-For").ShouldBe(["::1"]);
    }

    [Fact]
    public async Task Lines_kept_for_a_connection_follow_the_request()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.AskAsync("GET /1 HTTP/1.1\r\nHost: a.test\r\n\r\n");
        await client.AskAsync("GET /2 HTTP/1.1\r\nHost: b.test\r\n\r\n");
        await client.AskAsync("GET /3 HTTP/1.0\r\nHost: b.test\r\n\r\n");

        var received = string.Concat(origin.Received);
        OriginPeer.Lines(received, "X-Forwarded-Host").ShouldBe(["a.test", "b.test", "b.test"]);
        OriginPeer.Lines(received, "Via").Select(via => via[..4]).ShouldBe(["1.1 ", "1.1 ", "1.0 "]);
    }

    [Theory]
    [InlineData("abc-123_.:=+/@")]
    [InlineData("0af7651916cd43dd8448eb211c80319c")]
    public async Task A_sane_request_id_is_kept(string id)
    {
        var (head, _) = await SeenAsync($"X-Request-ID: {id}\r\n", trusted: []);

        OriginPeer.Lines(head, "X-Request-ID").ShouldBe([id]);
    }

    [Theory]
    [InlineData("X-Request-ID: <script>\r\n")]
    [InlineData("X-Request-ID: a b\r\n")]
    [InlineData("X-Request-ID: \u00e9\r\n")]
    [InlineData("X-Request-ID:\r\n")]
    [InlineData("X-Request-ID: a\r\nX-Request-ID: b\r\n")]
    [InlineData("X-Request-ID: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")]
    public async Task A_hostile_request_id_is_replaced(string field)
    {
        var (head, _) = await SeenAsync(field, trusted: []);

        OriginPeer.Lines(head, "X-Request-ID").ShouldHaveSingleItem().ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Trace_context_is_kept_and_names_the_request()
    {
        var (head, _) = await SeenAsync($"traceparent: {Parent}\r\ntracestate: a=1\r\n", trusted: []);

        OriginPeer.Lines(head, "traceparent").ShouldBe([Parent]);
        OriginPeer.Lines(head, "tracestate").ShouldBe(["a=1"]);
        OriginPeer.Lines(head, "X-Request-ID").ShouldBe(["0af7651916cd43dd8448eb211c80319c"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01\r\n")]
    [InlineData("traceparent: 00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01\r\n")]
    [InlineData("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 \u00e9\r\n")]
    [InlineData("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n")]
    public async Task A_trace_context_is_made_where_there_is_no_valid_one(string field)
    {
        var (head, _) = await SeenAsync(field, trusted: []);

        var made = OriginPeer.Lines(head, "traceparent").ShouldHaveSingleItem();
        made.ShouldMatch("^00-[0-9a-f]{32}-[0-9a-f]{16}-00$");
        OriginPeer.Lines(head, "X-Request-ID").ShouldBe([made.Substring(3, 32)]);
    }

    [Fact]
    public async Task A_request_that_comes_back_is_a_loop()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);

        var answer = await gateway.GetAsync("/", $"Via: 1.1 {gateway.Instance.Services.Instance}\r\n");

        answer.Status.ShouldBe(502);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe("proxy-loop");
        origin.Connections.ShouldBe(0);
    }

    private static async Task<(string Head, (string Instance, int Port) Gateway)> SeenAsync(string fields, string[] trusted, string host = "site.test")
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url) with { TrustedProxies = trusted });
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n{fields}\r\n");
        answer.Text.ShouldBe("ok", answer.Head);
        client.Socket.RemoteEndPoint.ShouldBeOfType<IPEndPoint>().Port.ShouldBe(gateway.Address.Port);
        return (origin.Received[0], (gateway.Instance.Services.Instance, gateway.Address.Port));
    }
}
