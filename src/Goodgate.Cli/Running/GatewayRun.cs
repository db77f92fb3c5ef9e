using Goodgate.Gateway;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Running;

/// <summary>Starts the gateway, prints what it serves, waits for a signal.</summary>
internal static class GatewayRun
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancel)
    {
        var settings = new GatewaySettings
        {
            Listen = options.Listen.Count == 0 ? [new ListenSettings { Url = "http://127.0.0.1:8080" }] : [.. options.Listen.Select(url => new ListenSettings { Url = url })],
            Upstreams = [new UpstreamSettings { Name = "to", Servers = options.To, Retries = options.Retries ?? 2 }],
            Sites = [new SiteSettings { Name = "all", Hosts = ["*"], Routes = [new RouteSettings { Upstream = "to" }] }],
        };
        await using var gateway = await GatewayInstance.StartAsync(settings, TimeProvider.System, cancel);
        Console.WriteLine(string.Join(" ", gateway.Addresses));
        using var verdicts = gateway.Verdicts.Subscribe(verdict =>
            Console.Error.WriteLine($"{verdict.Observation.ClientStatus} {verdict.Cause.Id} {verdict.Summary}"));
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            await gateway.StopAsync(CancellationToken.None);
        }

        return 0;
    }
}
