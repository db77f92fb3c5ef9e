using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Hits;

/// <summary>
/// Answers from the cache: Goodgate, nginx (<c>proxy_cache</c>) and Varnish, in turns. Before anything is measured their server is stopped: what is answered then
/// comes from the cache, or fails the run.
/// </summary>
public sealed class HitsRun(Workplace workplace, LoadGenerator load)
{
    private const string Ours = "Goodgate";

    /// <summary>The loads.</summary>
    public static IReadOnlyList<Cell> Cells { get; } =
    [
        new("1k-64", "1 KiB, 64 connections", "/1k", 64),
        new("1k-1000", "1 KiB, 1,000 connections", "/1k", 1000),
        new("64k-64", "64 KiB, 64 connections", "/64k", 64),
        new("64k-1000", "64 KiB, 1,000 connections", "/64k", 1000),
        new("1m-64", "1 MiB, 64 connections", "/1m", 64),
        new("1m-1000", "1 MiB, 1,000 connections", "/1m", 1000),
        new("disk-4m-64", "4 MiB on disk, 64 connections", "/4m", 64, Place: ContentPlace.Disk),
        new("site-64k-64", "64 KiB of a site's folder, 64 connections", "/64k", 64, Place: ContentPlace.Site),
        new("site-1m-64", "1 MiB of a site's folder, 64 connections", "/1m", 64, Place: ContentPlace.Site),
        new("site-1m-1000", "1 MiB of a site's folder, 1,000 connections", "/1m", 1000, Place: ContentPlace.Site),
        new("tls-1k", "1 KiB over TLS, 64 connections", "/1k", 64, IsTls: true),
        new("tls-64k", "64 KiB over TLS, 64 connections", "/64k", 64, IsTls: true),
        new("h2-1k", "1 KiB over HTTP/2, 64 connections", "/1k", 64, IsTls: true, IsHttp2: true),
        new("h2-64k", "64 KiB over HTTP/2, 64 connections", "/64k", 64, IsTls: true, IsHttp2: true),
    ];

    /// <summary>Runs the rounds, and writes the tables into docs/benchmark.md when that was asked for.</summary>
    /// <returns>Tables in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        Requirements.Check(("varnishd", "varnish"), ("h2load", "nghttp2-client"));

        List<string> lines = [];
        foreach (var fact in await Machine.DescribeAsync())
        {
            lines.Add($"- {fact}");
        }

        lines.Add(string.Create(CultureInfo.InvariantCulture, $"- {options.Rounds} rounds of {options.Seconds} s; load on core {Machine.LoadCore}, cache on core {Machine.ProxyCore}; their server is stopped"));
        List<CellResult> results = [];
        foreach (var kind in Cells.Where(cell => options.Cells.Count == 0 || options.Cells.Contains(cell.Name, StringComparer.Ordinal)).GroupBy(cell => (cell.IsTls, cell.Place)))
        {
            results.AddRange(await MeasureAsync([.. kind], options, cancel));
        }

        lines.AddRange(Lines(results));
        foreach (var line in lines)
        {
            yield return line;
        }

        if (options.Write)
        {
            ResultPage.Update(Path.Combine(Workplace.Repository, "docs", "benchmark.md"), "bench/run --hits --write", string.Join('\n', lines));
        }
    }

    private async Task<List<CellResult>> MeasureAsync(Cell[] cells, Options options, CancellationToken cancel)
    {
        var certificate = cells[0].IsTls ? RunCertificate.Make(workplace) : null;
        var port = Workplace.FreePort();
        var origin = CacheableOrigin.Start(workplace, port);
        await ProxyOnPort.AnswerAsync("the origin", origin, port, certificate: null, cancel);
        List<ProxyOnPort> caches = [];
        var place = cells[0].Place;
        Proxy[] others = place == ContentPlace.Site ? [new NginxSite()] : certificate is null ? [new NginxCache(), new VarnishCache()] : [new NginxCache()];
        foreach (var cache in (Proxy[])[.. others, new GoodgateCache(place)])
        {
            caches.Add(await ProxyOnPort.StartAsync(cache, workplace, port, certificate, cancel));
        }

        foreach (var (cell, cache) in cells.SelectMany(cell => caches.Select(cache => (cell, cache))))
        {
            await load.RunAsync(cell with { Connections = 2 }, cache, 1, null, cancel);
        }

        await origin.DisposeAsync();
        var rounds = new Rounds(load, options, PerfCounter.None, PerfCounter.None);
        List<CellResult> results = [];
        foreach (var cell in cells)
        {
            Console.Error.WriteLine($"… {cell.Title}");
            results.Add(await rounds.RunAsync(cell, caches, cancel));
        }

        foreach (var cache in caches)
        {
            await cache.Process.DisposeAsync();
        }

        return results;
    }

    private static IEnumerable<string> Lines(List<CellResult> results)
    {
        yield return "";
        yield return "| load | CPU, Goodgate / nginx | CPU, Goodgate / Varnish | p99, Goodgate / nginx | p99, Goodgate / Varnish |";
        yield return "|---|---|---|---|---|";
        foreach (var result in results)
        {
            yield return $"| {result.Cell.Title} | {Text(result, "nginx", one => one.CpuMicros)} | {Text(result, "Varnish", one => one.CpuMicros)} | "
                + $"{Text(result, "nginx", one => one.P99Micros)} | {Text(result, "Varnish", one => one.P99Micros)} |";
        }

        yield return "";
        yield return "| load | program | CPU, µs | of it user + system | requests/s | p50, µs | p99, µs |";
        yield return "|---|---|---|---|---|---|---|";
        foreach (var result in results)
        {
            foreach (var name in result.Samples.Keys)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {result.Cell.Title} | {name} | {result.Median(name, one => one.CpuMicros):F1} | {result.Median(name, one => one.UserMicros):F1} + {result.Median(name, one => one.SystemMicros):F1} | "
                    + $"{result.Median(name, one => one.RequestsPerSecond):F0} | {result.Median(name, one => one.P50Micros):F0} | {result.Median(name, one => one.P99Micros):F0} |");
            }
        }
    }

    private static string Text(CellResult result, string other, Func<Sample, double> value)
    {
        if (!result.Samples.ContainsKey(other))
        {
            return "–";
        }

        var ratio = result.Ratio(Ours, other, value);
        return string.Create(CultureInfo.InvariantCulture, $"{ratio.Median:F2} ({ratio.Lowest:F2} to {ratio.Highest:F2})");
    }
}
