using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Goodgate.Lab.Origin;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Causes that the gateway makes itself, by its settings and its limits.</summary>
public sealed class GatewayCauseTests
{
    [Fact]
    [Proves(CauseIds.NoUpstreamConfigured)]
    public async Task An_upstream_without_servers()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var answer = await gateway.GetAsync();
        Check(answer, await gateway.EndAsync(), CauseIds.NoUpstreamConfigured, Phase.Routing);
    }

    [Fact]
    [Proves(CauseIds.GatewayMisconfigured)]
    public async Task A_FastCGI_server_without_a_folder_of_scripts()
    {
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings { Name = "php", Servers = ["fastcgi://127.0.0.1:9"] }));
        var answer = await gateway.GetAsync();
        var verdicts = await gateway.EndAsync();
        Check(answer, verdicts, CauseIds.GatewayMisconfigured, Phase.Routing);
        verdicts[0].Summary.ShouldContain("fastcgi.root");
    }

    [Fact]
    [Proves(CauseIds.UpstreamConnectionLimit)]
    public async Task A_limit_on_connections()
    {
        await using var origin = HealthyOrigin.Start();
        var upstream = new UpstreamSettings { Name = "app", Servers = [origin.Url], Timeouts = RunningGateway.LongLimits, Pool = new PoolSettings { MaxConnections = 1 } };
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(upstream));
        using var first = await gateway.ConnectAsync();
        await first.SendAsync("GET /events?count=100000&interval=1000 HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (await first.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");

        var answer = await gateway.GetAsync();
        var verdict = (await gateway.Verdicts.AtLeastAsync(1))[0];
        Check(answer, [verdict], CauseIds.UpstreamConnectionLimit, Phase.Connect);
        first.Reset();
        (await gateway.EndAsync())[^1].Cause.Id.ShouldBe(CauseIds.ClientAborted);
    }

    [Fact]
    [Proves(CauseIds.ProxyLoop)]
    public async Task A_gateway_that_is_its_own_server()
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:9");
        await gateway.Instance.ReloadAsync(RunningGateway.Before(gateway.Url));
        var answer = await gateway.GetAsync();
        answer.Status.ShouldBe(502);
        var verdicts = await gateway.EndAsync();

        // The inner exchange sees the loop, the outer one relays its error and says whose it is. Each is told a moment after its answer, so either may be the first.
        verdicts.Select(verdict => verdict.Cause.Id).ShouldBe([CauseIds.ProxyLoop, CauseIds.UpstreamSentError], ignoreOrder: true);
        answer.Fields("Proxy-Status").ShouldHaveSingleItem().ShouldBe("goodgate; error=proxy_loop_detected, goodgate; received-status=502");
    }

    [Fact]
    [Proves(CauseIds.GatewayConfiguredResponse)]
    public async Task An_error_that_settings_ask_for()
    {
        var route = new RouteSettings
        {
            Origin = "goodgate.yaml:12",
            Respond = new RespondSettings { Status = 503, Body = "Back at noon.\n", RetryAfter = TimeSpan.FromMinutes(10) },
        };
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before("http://127.0.0.1:9") with
        {
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [route] }],
        });
        var answer = await gateway.GetAsync();
        answer.Text.ShouldBe("Back at noon.\n");
        answer.Field("Retry-After").ShouldBe("600");
        answer.Field("Proxy-Status").ShouldBe("goodgate; error=proxy_internal_response");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.GatewayConfiguredResponse);
        verdict.Observation.ClientStatus.ShouldBe(503);
        verdict.Summary.ShouldContain("goodgate.yaml:12");
    }

    [Fact]
    [Proves(CauseIds.GatewayInternalError)]
    public async Task A_defect_of_the_gateway()
    {
        var clock = new FailingClock();
        await using var lab = await FaultLab.StartAsync([Faults.Find(CauseIds.ConnectRefused)!]);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(lab.Running[0].Urls[0]), clock);
        clock.FailOnce();
        var answer = await gateway.GetAsync();
        (answer.Head + answer.Text).ShouldNotContain("secret");
        Check(answer, await gateway.EndAsync(), CauseIds.GatewayInternalError, Phase.Deliver);
    }

    [Fact]
    [Proves(CauseIds.GatewayInternalError)]
    public async Task A_defect_behind_an_answer_ends_one_connection_and_is_told()
    {
        var clock = new FailingClock();
        var settings = RunningGateway.Before("http://127.0.0.1:9").WithRecords();
        settings = settings with { Sites = [settings.Sites[0] with { Routes = [new RouteSettings { Respond = new RespondSettings { Status = 200, Body = "fixed" } }] }] };
        await using var gateway = await RunningGateway.StartAsync(settings, clock);
        using var client = await gateway.ConnectAsync();

        // The first look is for Date, the second for the access record.
        clock.FailOnce(after: 1);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByReset);

        (await gateway.GetAsync()).Text.ShouldBe("fixed");
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.GatewayInternalError);
        verdict.Summary.ShouldContain("NotSupportedException: no clock at /srv/secret");
        verdict.Observation.RequestId.ShouldNotBeNullOrEmpty();
        verdict.Observation.Facts.ShouldContain(fact => fact.Name == "where" && fact.Value.Contains(nameof(FailingClock), StringComparison.Ordinal));
        gateway.Instance.Outlets.Counters.Failures[(CauseIds.GatewayInternalError, "goodgate")].ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Proves(CauseIds.ClientAborted)]
    public async Task A_client_that_leaves_while_it_waits(bool reset)
    {
        // The interim response shows that the request is with the server: a reset that comes earlier may take it away unread.
        await using var lab = await FaultLab.StartAsync([Faults.Find("response-timeout-after-interim")!]);
        await using var gateway = await RunningGateway.StartAsync(lab.Running[0].Urls[0]);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (await client.ReadBytesAsync(12)).ShouldBe("HTTP/1.1 103");
        Leave(client, reset);
        CheckLeft((await gateway.Verdicts.AtLeastAsync(1))[0], status: null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Proves(CauseIds.ClientAborted)]
    public async Task A_client_that_leaves_in_the_middle_of_the_body(bool reset)
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"GET /bytes/{OriginRoutes.MaxBytes} HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (await client.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");
        Leave(client, reset);
        CheckLeft((await gateway.Verdicts.AtLeastAsync(1))[0], status: 200);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10_000_000)]
    [Proves(CauseIds.ClientAborted)]
    public async Task A_client_that_leaves_in_the_middle_of_its_own_body(int length)
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"POST /echo HTTP/1.1\r\nHost: site.test\r\nContent-Length: {length}\r\n\r\nhalf");
        Leave(client, reset: false);
        CheckLeft((await gateway.Verdicts.AtLeastAsync(1))[0], status: null);
    }

    [Fact]
    public async Task A_request_body_that_breaks_its_framing_is_nobody_elses_fault()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync("POST /echo HTTP/1.1\r\nHost: site.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n");
        answer.Status.ShouldBe(400);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    private static void Leave(RawClient client, bool reset)
    {
        if (reset)
        {
            client.Reset();
        }
        else
        {
            client.Socket.Shutdown(SocketShutdown.Both);
        }
    }

    private static void CheckLeft(Verdict verdict, int? status)
    {
        verdict.Cause.Id.ShouldBe(CauseIds.ClientAborted, verdict.Summary);
        verdict.Party.ShouldBe(Party.Visitor, verdict.Summary);
        verdict.Observation.ClientStatus.ShouldBeOneOf(status, 499);
    }

    private static void Check(Answer answer, IReadOnlyList<Verdict> verdicts, string cause, Phase phase)
    {
        var verdict = verdicts.ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(cause, verdict.Summary);
        verdict.Confidence.ShouldBe(Confidence.Certain, verdict.Summary);
        verdict.Observation.Phase.ShouldBe(phase);
        answer.Status.ShouldBe(verdict.Cause.Status);
        answer.LooksWhole.ShouldBeTrue();
        answer.Field("Proxy-Status").ShouldNotBeNull().ShouldStartWith($"goodgate; error={verdict.Cause.ProxyError}");
        answer.Field("X-Request-ID").ShouldBe(verdict.Observation.RequestId);
    }
}
