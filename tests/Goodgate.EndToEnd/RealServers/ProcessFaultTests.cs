using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>What happens to real processes.</summary>
public sealed class ProcessFaultTests
{
    [Fact]
    public async Task A_process_killed_in_the_middle_of_a_response()
    {
        using var server = await NodeServer.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(server.Url);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET /half HTTP/1.1\r\nHost: site.test\r\n\r\n");
        (await client.ReadBytesAsync(400_000)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        server.Kill();
        (await client.ReadToEndAsync()).ShouldBeOneOf(Ending.CutByFin, Ending.CutByReset);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.ResponseTruncated, verdict.Summary);
        verdict.Observation.BytesExpected.ShouldBe(1_000_000);
    }

    [Fact]
    public async Task A_process_killed_while_it_works_and_then_gone()
    {
        using var server = await NodeServer.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(server.Url);
        (await gateway.GetAsync()).Status.ShouldBe(200);
        server.Stop();
        var waiting = gateway.GetAsync("/", "X-Request-ID: waiting\r\n");
        server.Kill();
        var answer = await waiting;

        // Whether the request was sent before the process died is a race; both ends have a name, and a GET on a kept connection may be repeated.
        answer.Status.ShouldBe(502);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Confidence.ShouldNotBe(Confidence.Undetermined);
        verdict.Cause.Id.ShouldBeOneOf(CauseIds.ConnectRefused, CauseIds.UpstreamReset, CauseIds.UpstreamClosedBeforeResponse, CauseIds.KeepaliveRace);
    }

    [Fact]
    public async Task A_stopped_process()
    {
        using var server = await NodeServer.StartAsync();
        var limits = RunningGateway.LongLimits with { FirstByte = TimeSpan.FromMilliseconds(300) };
        var upstream = new UpstreamSettings { Name = "app", Servers = [server.Url], Timeouts = limits };
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(upstream));
        server.Stop();
        (await gateway.GetAsync()).Status.ShouldBe(504);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.ResponseTimeout, verdict.Summary);
        verdict.Summary.ShouldContain("timeouts.first_byte = 300ms");
    }
}
