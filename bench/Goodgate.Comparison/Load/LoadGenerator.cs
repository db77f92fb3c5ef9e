using System.Globalization;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Load;

/// <summary>Loads one proxy after the other, from the load core.</summary>
public sealed class LoadGenerator(Workplace workplace)
{
    private readonly WrkCommand _wrk = new(workplace);
    private readonly H2LoadCommand _h2load = new(workplace);

    /// <summary>Loads one proxy.</summary>
    /// <param name="cell">The load.</param>
    /// <param name="proxy">The proxy, whose CPU time is taken.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="counter">Counts events of the proxy; null = nothing is counted.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="BenchmarkException">A request failed: then the numbers mean nothing.</exception>
    public async Task<Sample> RunAsync(Cell cell, ProxyOnPort proxy, int seconds, PerfCounter? counter, CancellationToken cancel)
    {
        List<string> command = ["taskset", "-c", Machine.LoadCore.ToString(CultureInfo.InvariantCulture), .. cell.IsHttp2 ? _h2load.Of(cell, proxy.Port, seconds) : _wrk.Of(cell, proxy.Port, seconds)];
        var process = proxy.Process;
        var counted = counter?.Wrap(command, process.Ids) ?? command;
        var before = process.CpuTime();
        var (status, output) = await Command.TryAsync(counted[0], counted[1..], cancel);
        var used = process.CpuTime() - before;
        var counts = cell.IsHttp2 ? _h2load.Read(output) : WrkCommand.Read(output);
        if (status != 0 || counts is null)
        {
            throw new BenchmarkException($"the load generator ended with {status}: {output}{process.LastWords}");
        }

        return counts is { Failed: 0, Requests: > 0 }
            ? new Sample(counts.Requests, counts.Seconds, used, counts.P50Micros, counts.P99Micros, counter?.Read())
            : throw new BenchmarkException($"{cell.Title}: {counts.Failed} of {counts.Requests} requests failed: {output}{process.LastWords}");
    }
}
