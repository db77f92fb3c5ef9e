using Goodgate.Comparison.Hits;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Memory;
using Goodgate.Comparison.Overload;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;
using Goodgate.Comparison.Spike;

namespace Goodgate.Comparison;

/// <summary>The whole run: origin, proxies, cells, memory, table.</summary>
public static class ComparisonRun
{
    public static async Task RunAsync(Options options, Workplace workplace, CancellationToken cancel)
    {
        Requirements.Check();
        var quiet = Machine.Quiet();
        var origin = Workplace.FreePort();
        await ProxyOnPort.AnswerAsync("the origin", Origin.Start(workplace, origin), origin, certificate: null, cancel);
        var load = new LoadGenerator(workplace);
        if (options.Parts is Parts.Memory or Parts.Explaining or Parts.Hits or Parts.Spike or Parts.Php or Parts.Overload)
        {
            var lines = options.Parts switch
            {
                Parts.Memory => new MemoryRounds(workplace, load, origin).RunAsync(options.Rounds, cancel),
                Parts.Explaining => new ExplainingRun(workplace, load, origin).RunAsync(options, cancel),
                Parts.Hits => new HitsRun(workplace, load).RunAsync(options, cancel),
                Parts.Spike => new SpikeRun(workplace).RunAsync(options, cancel),
                Parts.Overload => new OverloadRun(workplace).RunAsync(options, cancel),
                _ => new PhpRun(workplace, load).RunAsync(options, cancel),
            };
            await foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            return;
        }

        var rounds = new Rounds(
            load, options, await PerfCounter.InstructionsAsync(workplace, cancel), await PerfCounter.SystemCallsAsync(workplace, cancel));
        var cells = await MeasureCellsAsync(rounds, options, (workplace, origin), cancel);
        List<MemoryUse> memory = [];
        foreach (var proxy in options.Parts == Parts.Table ? Proxy.All : [])
        {
            Report($"memory of {proxy.Name}");
            memory.Add(await new MemoryLoad(workplace, load, origin).MeasureAsync(proxy, cancel));
        }

        var allocations = options.Parts == Parts.Table ? await AllocationsAsync() : "";
        var text = new ResultText(cells, (memory, allocations), [.. await Machine.DescribeAsync(), quiet], options).Write();
        Console.WriteLine(text);
        if (options.Write)
        {
            ResultPage.Update(Path.Combine(Workplace.Repository, "docs", "benchmark.md"), "bench/run --write", text);
        }
    }

    // In clear first, then TLS; of each kind three processes that live through all its cells.
    private static async Task<List<CellResult>> MeasureCellsAsync(Rounds rounds, Options options, (Workplace Workplace, int Origin) place, CancellationToken cancel)
    {
        List<CellResult> results = [];
        foreach (var kind in Cell.All.Where(cell => options.Cells.Count == 0 || options.Cells.Contains(cell.Name, StringComparer.Ordinal)).GroupBy(cell => cell.IsTls))
        {
            var certificate = kind.Key ? RunCertificate.Make(place.Workplace) : null;
            List<ProxyOnPort> proxies = [];
            foreach (var proxy in Proxy.All)
            {
                proxies.Add(await ProxyOnPort.StartAsync(proxy, place.Workplace, place.Origin, certificate, cancel));
            }

            foreach (var cell in kind)
            {
                Report(cell.Title);
                results.Add(await rounds.RunAsync(cell, proxies, cancel));
            }

            foreach (var proxy in proxies)
            {
                await proxy.Process.DisposeAsync();
            }
        }

        return results;
    }

    // Another program: it runs a gateway inside itself and counts what that allocates.
    private static async Task<string> AllocationsAsync()
    {
        Report("allocations");
        var program = Path.Combine(Workplace.Repository, "artifacts", "bin", "Goodgate.Allocations", "release", "goodgate-allocations.dll");
        return await Command.RunAsync("dotnet", program, "--totals");
    }

    private static void Report(string what) => Console.Error.WriteLine($"… {what}");
}
