using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>
/// The most asked-about 502 of all: Node closes idle connections after 5 s, just as the gateway sends the next request. Real time
/// passes here, because the timer is Node's.
/// </summary>
public sealed class KeepAliveTests
{
    private const int Clients = 50;
    private const int PerBurst = 80;

    // Around Node's 5 s: with 50 connections each, and a burst before the first pause, 20,000 requests.
    private static readonly int[] PausesMs = [4950, 4995, 5000, 5010];

    [Fact]
    public async Task Node_with_its_defaults_never_costs_a_request()
    {
        using var server = await NodeServer.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings { Name = "app", Servers = [server.Url], Timeouts = RunningGateway.LongLimits }));
        var results = await LoadAsync(gateway);
        results.Count.ShouldBe(20_000);
        results.Count(result => !result.Succeeded).ShouldBe(0);
        (await gateway.EndAsync()).ShouldAllBe(verdict => verdict.Observation.ClientStatus == 200);
    }

    // Nothing tells the gateway when the server closes, and it is told to keep connections for a minute.
    [Fact]
    public async Task A_silent_server_and_a_pool_that_keeps_too_long_cost_no_GET_and_double_no_POST()
    {
        var orders = Path.GetTempFileName();
        using var server = await NodeServer.StartAsync(orders: orders, silent: true);
        var upstream = new UpstreamSettings { Name = "app", Servers = [server.Url], Timeouts = RunningGateway.LongLimits, Pool = new PoolSettings { IdleTimeout = TimeSpan.FromMinutes(1) } };
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(upstream));
        var results = await LoadAsync(gateway);
        var failed = results.Where(result => !result.Succeeded).Select(result => result.Id).ToHashSet();
        results.ShouldAllBe(result => result.Succeeded || result.Method == "POST");
        foreach (var verdict in await gateway.EndAsync())
        {
            verdict.Cause.Id.ShouldBe(CauseIds.KeepaliveRace, verdict.Summary);
            (failed.Contains(verdict.Observation.RequestId!) || verdict.Observation.ClientStatus == 200).ShouldBeTrue(verdict.Summary);
        }

        var executed = await File.ReadAllLinesAsync(orders);
        executed.ShouldBeUnique();
        executed.Order().ShouldBe(results.Where(result => result is { Method: "POST", Succeeded: true }).Select(result => result.Id).Order());
        File.Delete(orders);
    }

    private static async Task<List<LoadResult>> LoadAsync(RunningGateway gateway)
    {
        var clients = Enumerable.Range(0, Clients).Select(number => new LoadClient(gateway, number)).ToList();
        try
        {
            await Task.WhenAll(clients.Select(client => client.SendAsync(PerBurst)));
            foreach (var pause in PausesMs)
            {
                await Task.Delay(pause);
                await Task.WhenAll(clients.Select(client => client.SendAsync(PerBurst)));
            }

            return [.. clients.SelectMany(client => client.Results)];
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }
}
