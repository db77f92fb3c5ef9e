using Goodgate.Comparison.Load;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Memory;

/// <summary>Measures memory, with a fresh process for each kind of load.</summary>
public sealed class MemoryLoad(Workplace workplace, LoadGenerator load, int origin)
{
    private const int Busy = 1000;
    private const int BusySeconds = 8;

    // One descriptor per connection, and some for the program itself.
    private const int OwnFiles = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Idle connections opened: 10,000, or what the limit of open files leaves.</summary>
    public static int IdleConnections { get; } = Math.Min(10_000, OpenFiles.Limit - OwnFiles);

    public async Task<MemoryUse> MeasureAsync(Proxy proxy, CancellationToken cancel)
    {
        var (atRest, busy) = await AtRestAndBusyAsync(proxy, cancel);
        return new MemoryUse(proxy.Name, atRest, busy, await WithIdleClientsAsync(proxy, cancel));
    }

    /// <summary>After its first answer and a few seconds of nothing.</summary>
    public async Task<double> AtRestAsync(Proxy proxy, CancellationToken cancel)
    {
        var running = await ProxyOnPort.StartAsync(proxy, workplace, origin, null, cancel);
        await using var process = running.Process;
        await Task.Delay(Rest, TimeProvider.System, cancel);
        return process.ResidentMebibytes();
    }

    private async Task<(double AtRest, double Busy)> AtRestAndBusyAsync(Proxy proxy, CancellationToken cancel)
    {
        var running = await ProxyOnPort.StartAsync(proxy, workplace, origin, null, cancel);
        await using var process = running.Process;
        await Task.Delay(Rest, TimeProvider.System, cancel);
        var atRest = process.ResidentMebibytes();
        var loading = load.RunAsync(new Cell("busy", $"1 KiB, {Busy} connections", "/1k", Busy), running, BusySeconds, null, cancel);
        var highest = atRest;
        while (!loading.IsCompleted)
        {
            highest = Math.Max(highest, process.ResidentMebibytes());
            await Task.Delay(Look, TimeProvider.System, cancel);
        }

        await loading;
        return (atRest, highest);
    }

    private async Task<double> WithIdleClientsAsync(Proxy proxy, CancellationToken cancel)
    {
        var running = await ProxyOnPort.StartAsync(proxy.Taking(IdleConnections + OwnFiles), workplace, origin, null, cancel);
        await using var process = running.Process;
        using var clients = await IdleClients.ConnectAsync(running.Port, IdleConnections, cancel);
        await Task.Delay(Rest, TimeProvider.System, cancel);
        return process.ResidentMebibytes();
    }
}

/// <summary>Resident memory of a proxy, MiB.</summary>
/// <param name="Proxy">Its name.</param>
/// <param name="AtRest">After its first answer and a few seconds of nothing.</param>
/// <param name="Busy">Highest of what was seen with 1,000 connections that always ask.</param>
/// <param name="IdleClients">With idle connections kept alive.</param>
public sealed record MemoryUse(string Proxy, double AtRest, double Busy, double IdleClients);
