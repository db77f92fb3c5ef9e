using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Load;

/// <summary>Measures the proxies of one cell in turns, so that a disturbance of the machine meets them all.</summary>
public sealed class Rounds(LoadGenerator load, Options options)
{
    /// <summary>Warms every proxy up, then runs the rounds; each begins with another proxy.</summary>
    public async Task<CellResult> RunAsync(Cell cell, IReadOnlyList<ProxyOnPort> proxies, CancellationToken cancel)
    {
        foreach (var proxy in proxies)
        {
            await load.RunAsync(cell, proxy.Port, proxy.Process, options.WarmUp, cancel);
        }

        var samples = proxies.ToDictionary(proxy => proxy.Proxy.Name, _ => new List<Sample>(), StringComparer.Ordinal);
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < proxies.Count; turn++)
            {
                var proxy = proxies[(round + turn) % proxies.Count];
                samples[proxy.Proxy.Name].Add(await load.RunAsync(cell, proxy.Port, proxy.Process, options.Seconds, cancel));
            }
        }

        return new CellResult(cell, samples);
    }
}
