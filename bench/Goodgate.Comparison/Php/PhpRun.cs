using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Php;

/// <summary>PHP behind Goodgate and behind nginx (<c>fastcgi_pass</c>): one pool, in one run, in turns.</summary>
public sealed class PhpRun(Workplace workplace, LoadGenerator load)
{
    private const string Ours = "Goodgate";
    private const string Theirs = "nginx";
    private const int Workers = 8;

    // One client alone shows what a program adds to a request; eight keep the pool's eight workers busy.
    private static readonly Cell[] Cells =
    [
        new("php-empty-1", "empty script, 1 connection", "/empty.php", 1),
        new("php-empty-8", "empty script, 8 connections", "/empty.php", 8),
        new("php-front-1", "front page, 1 connection", "/", 1),
        new("php-front-8", "front page, 8 connections", "/", 8),
    ];

    /// <summary>Runs the rounds.</summary>
    /// <returns>Two tables in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stack = await PhpStack.StartAsync(workplace, Workers, Machine.LoadCore.ToString(CultureInfo.InvariantCulture));
        List<ProxyOnPort> proxies = [];
        foreach (var proxy in stack.Proxies)
        {
            proxies.Add(await ProxyOnPort.StartAsync(proxy, workplace, origin: 0, certificate: null, cancel));
        }

        var rounds = new Rounds(load, options, PerfCounter.None, PerfCounter.None);
        List<CellResult> results = [];
        foreach (var cell in Cells)
        {
            Console.Error.WriteLine($"… {cell.Title}");
            results.Add(await rounds.RunAsync(cell, proxies, cancel));
        }

        yield return "| load | requests/s, Goodgate / nginx | CPU, Goodgate / nginx | p50, Goodgate / nginx |";
        yield return "|---|---|---|---|";
        foreach (var result in results)
        {
            yield return $"| {result.Cell.Title} | {Text(result, sample => sample.RequestsPerSecond)} | {Text(result, sample => sample.CpuMicros)} | {Text(result, sample => sample.P50Micros)} |";
        }

        yield return "";
        yield return "| load | program | requests/s | CPU, µs | p50, µs | p99, µs |";
        yield return "|---|---|---|---|---|---|";
        foreach (var result in results)
        {
            foreach (var name in (string[])[Theirs, Ours])
            {
                yield return Row(result, name);
            }
        }
    }

    private static string Row(CellResult result, string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Cell.Title} | {name} | {result.Median(name, one => one.RequestsPerSecond):F0} | {result.Median(name, one => one.CpuMicros):F1} | "
        + $"{result.Median(name, one => one.P50Micros):F0} | {result.Median(name, one => one.P99Micros):F0} |");

    private static string Text(CellResult result, Func<Sample, double> value)
    {
        var ratio = result.Ratio(Ours, Theirs, value);
        return string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:F2} ({ratio.Lowest:F2} to {ratio.Highest:F2})");
    }
}
