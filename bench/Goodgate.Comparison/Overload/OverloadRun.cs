using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Overload;

/// <summary>More visitors than a pool of twenty workers can serve, behind Goodgate and behind nginx: the same WordPress, its front page, nothing cached.</summary>
public sealed class OverloadRun(Workplace workplace)
{
    private const int Workers = 20;

    // The machine is the pool's as well: what a program spends on refusing is missing there.
    private const string Cores = "0,1";
    private const string Page = "/";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CrowdedWarmUp = TimeSpan.FromSeconds(20);

    /// <summary>Runs the rounds, then the slow page, and writes the tables into docs/benchmark.md when that was asked for.</summary>
    /// <returns>Tables in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<string> lines = [];
        await foreach (var line in MeasureAsync(options, cancel))
        {
            lines.Add(line);
            yield return line;
        }

        if (options.Write)
        {
            ResultPage.Update(Path.Combine(Workplace.Repository, "docs", "benchmark.md"), "bench/run --overload --write", string.Join('\n', lines));
        }
    }

    private async IAsyncEnumerable<string> MeasureAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stack = await PhpStack.StartAsync(workplace, Workers, Cores);
        List<ProxyOnPort> proxies = [];
        foreach (var proxy in (Proxy[])[new NginxBeforePhp(stack), new GoodgateBeforePool(stack, Workers)])
        {
            proxies.Add(await ProxyOnPort.StartAsync(proxy, workplace, origin: 0, certificate: null, cancel));
        }

        foreach (var fact in await Machine.DescribeAsync())
        {
            yield return $"- {fact}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"- {options.Rounds} rounds of {options.Seconds} s, {Workers} workers; load on core {Machine.LoadCore}, proxy on core {Machine.ProxyCore}, PHP and database on both");
        yield return "";
        await WarmUpAsync(stack, proxies, cancel);
        var table = new OverloadTable(options.Seconds);
        for (var round = 1; round <= options.Rounds; round++)
        {
            await RoundAsync(stack, proxies, table, (round, options.Seconds), cancel);
        }

        foreach (var line in table.Lines())
        {
            yield return line;
        }

        yield return "";
        await foreach (var line in new SlowPage(stack, options.IsQuick).RunAsync(proxies, cancel))
        {
            yield return line;
        }
    }

    // Refusing is a path of its own, which .NET compiles while it runs.
    private static async Task WarmUpAsync(PhpStack stack, List<ProxyOnPort> proxies, CancellationToken cancel)
    {
        foreach (var proxy in proxies)
        {
            Console.Error.WriteLine($"… warming {proxy.Proxy.Name} up");
            await stack.RenewAsync();
            await new Crowd(proxy.Port, Page).PressAsync(OverloadCell.Crowded.Connections, TimeSpan.Zero, CrowdedWarmUp, cancel);
        }
    }

    private static async Task RoundAsync(PhpStack stack, List<ProxyOnPort> proxies, OverloadTable table, (int Number, int Seconds) round, CancellationToken cancel)
    {
        double capacity = 0;
        foreach (var cell in OverloadCell.All)
        {
            foreach (var proxy in round.Number % 2 == 0 ? Enumerable.Reverse(proxies) : proxies)
            {
                Console.Error.WriteLine($"… round {round.Number}: {cell.Title}, {proxy.Proxy.Name}");
                await stack.RenewAsync();
                var crowd = new Crowd(proxy.Port, Page);
                await crowd.PressAsync(Workers, TimeSpan.Zero, WarmUp, cancel);
                var time = TimeSpan.FromSeconds(round.Seconds);
                var tally = cell.Connections > 0
                    ? await crowd.PressAsync(cell.Connections, cell.Before, time, cancel)
                    : await crowd.ComeAsync(2 * capacity, cell.Before, time, cancel);
                if (tally.Good == 0)
                {
                    throw new BenchmarkException($"{cell.Title}: {proxy.Proxy.Name} gave no good page at all: {proxy.Process.LastWords}");
                }

                table.Add(cell, proxy.Proxy.Name, tally);
                capacity = cell == OverloadCell.Busy ? Math.Max(capacity, (double)tally.Good / round.Seconds) : capacity;
            }
        }
    }
}
