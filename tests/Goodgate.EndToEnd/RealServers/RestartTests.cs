using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A server that is killed and started again under load: nothing fails without a cause, nothing is done twice.</summary>
public sealed class RestartTests
{
    private const int Clients = 16;
    private const int Restarts = 4;

    // Requests between two kills; what passes while the server is away comes on top.
    private const int Between = 1000;

    [Fact]
    public async Task Every_failed_request_has_a_cause_and_no_POST_is_done_twice()
    {
        var orders = Path.GetTempFileName();
        var server = await NodeServer.StartAsync(orders: orders);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings { Name = "app", Servers = [server.Url], Timeouts = RunningGateway.LongLimits }));
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(number => new LoadClient(gateway, number)).ToList();
        var load = Task.WhenAll(clients.Select(client => Task.Run(() => client.SendUntilAsync(over.Task))));
        for (var i = 0; i < Restarts; i++)
        {
            await ServedAsync(orders);
            var at = server.At;
            server.Dispose();
            server = await NodeServer.StartAsync(at, orders);
        }

        await ServedAsync(orders);
        over.SetResult();
        await load;
        var verdicts = await gateway.EndAsync();
        server.Dispose();
        clients.ForEach(client => client.Dispose());
        CheckCauses([.. clients.SelectMany(client => client.Results)], verdicts);
        CheckOrders([.. clients.SelectMany(client => client.Results)], await File.ReadAllLinesAsync(orders));
        gateway.Instance.Outlets.Verdicts.Dropped.ShouldBe(0);
        File.Delete(orders);
    }

    private static void CheckCauses(List<LoadResult> results, IReadOnlyList<Verdict> verdicts)
    {
        verdicts.ShouldAllBe(verdict => verdict.Cause.Id != CauseIds.Undetermined && verdict.Confidence != Confidence.Undetermined);
        var failed = results.Where(result => !result.Succeeded).Select(result => result.Id).Order(StringComparer.Ordinal).ToList();
        failed.ShouldNotBeEmpty("the load did not meet a restart");

        // A verdict whose client got its 200 tells of a failure that a retry made good.
        var told = verdicts.Where(verdict => verdict.Observation.ClientStatus != 200).Select(verdict => verdict.Observation.RequestId!).Order(StringComparer.Ordinal);
        told.ShouldBe(failed);
        verdicts.Where(verdict => verdict.Observation.ClientStatus == 200).Select(verdict => verdict.Observation.RequestId!).Intersect(failed).ShouldBeEmpty();
    }

    private static void CheckOrders(List<LoadResult> results, string[] executed)
    {
        executed.ShouldBeUnique();
        results.Where(result => result is { Method: "POST", Succeeded: true }).Select(result => result.Id).Except(executed).ShouldBeEmpty();
    }

    // Waits until the server has done another part of the load, seen in its own file.
    private static Task ServedAsync(string orders)
    {
        var enough = Posts(orders) + (Between / 3);
        return Eventually.IsSoAsync(() => Posts(orders) >= enough, $"the server had done {enough} POSTs");
    }

    private static int Posts(string orders) => File.ReadLines(orders).Count();
}
