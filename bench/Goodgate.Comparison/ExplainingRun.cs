using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison;

/// <summary>
/// What naming causes costs while nothing fails: the time of exactly the calls that keep facts (bench/Goodgate.Explaining), on the proxy's core, held against
/// the CPU of a whole request of a gateway under load. Both in each round, one after the other, so that a slow round slows both.
/// </summary>
public sealed class ExplainingRun(Workplace workplace, LoadGenerator load, int origin)
{
    private const int WarmUpSeconds = 10;
    private static readonly Cell Small = Cell.All[0];

    /// <summary>Runs the rounds.</summary>
    /// <returns>A table in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        var gateway = await ProxyOnPort.StartAsync(new GoodgateProxy(), workplace, origin, null, cancel);
        await using var process = gateway.Process;
        await load.RunAsync(Small, gateway, WarmUpSeconds, null, cancel);
        List<double> shares = [];
        yield return $"| round | CPU of a request ({Small.Title}), ns | of it facts for explaining, ns | share |";
        yield return "|---|---|---|---|";
        for (var round = 1; round <= options.Rounds; round++)
        {
            var request = 1000 * (await load.RunAsync(Small, gateway, options.Seconds, null, cancel)).CpuMicros;
            var facts = await FactsAsync();
            shares.Add(facts / request);
            yield return string.Create(CultureInfo.InvariantCulture, $"| {round} | {request:F0} | {facts:F0} | {facts / request:P1} |");
        }

        shares.Sort();
        yield return string.Create(CultureInfo.InvariantCulture, $"\nMedian {shares[shares.Count / 2]:P1} ({shares[0]:P1} to {shares[^1]:P1}).");
    }

    private static async Task<double> FactsAsync()
    {
        var program = Path.Combine(Workplace.Repository, "artifacts", "bin", "Goodgate.Explaining", "release", "goodgate-explaining.dll");
        var text = await Command.RunAsync("taskset", "-c", Machine.ProxyCore.ToString(CultureInfo.InvariantCulture), "dotnet", program, "--total");
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
