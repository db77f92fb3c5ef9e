using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Load;

/// <summary>Measures the proxies of one cell in turns, so that a disturbance of the machine meets them all.</summary>
/// <param name="load">The load generator.</param>
/// <param name="options">How many rounds, how long.</param>
/// <param name="instructions">Counted in the rounds.</param>
/// <param name="systemCalls">Counted at the end of the warming up.</param>
public sealed class Rounds(LoadGenerator load, Options options, PerfCounter instructions, PerfCounter systemCalls)
{
    private const int CountSeconds = 2;
    private const int SliceSeconds = 2;
    private const int MostSlices = 20;
    private const double StillFalling = 0.97;

    /// <summary>Warms every proxy up, then runs the rounds; each begins with another proxy.</summary>
    public async Task<CellResult> RunAsync(Cell cell, IReadOnlyList<ProxyOnPort> proxies, CancellationToken cancel)
    {
        var calls = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var proxy in proxies)
        {
            await WarmUpAsync(cell, proxy, cancel);
            if (systemCalls.Works)
            {
                calls[proxy.Proxy.Name] = (await load.RunAsync(cell, proxy, CountSeconds, systemCalls, cancel)).CountedPerRequest;
            }
        }

        var samples = proxies.ToDictionary(proxy => proxy.Proxy.Name, _ => new List<Sample>(), StringComparer.Ordinal);
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < proxies.Count; turn++)
            {
                var proxy = proxies[(round + turn) % proxies.Count];
                samples[proxy.Proxy.Name].Add(await load.RunAsync(cell, proxy, options.Seconds, instructions, cancel));
            }
        }

        return new CellResult(cell, samples, calls);
    }

    // A just-in-time compiler is done when CPU per request no longer falls; on a busy machine that can take far longer than on a quiet one.
    private async Task WarmUpAsync(Cell cell, ProxyOnPort proxy, CancellationToken cancel)
    {
        var best = double.PositiveInfinity;
        for (var slice = 1; slice <= MostSlices; slice++)
        {
            var cpu = (await load.RunAsync(cell, proxy, SliceSeconds, null, cancel)).CpuMicros;
            if (cpu > best * StillFalling && slice * SliceSeconds >= options.WarmUp)
            {
                return;
            }

            best = Math.Min(best, cpu);
        }
    }
}
