using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Overload;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;
using Goodgate.Comparison.Results;

namespace Goodgate.Comparison.Spike;

/// <summary>
/// A WordPress with twenty workers and a cache before it, empty at first: 150 connections ask for the front page again and again, and from one moment to the next
/// they are 1,800. Then the same with a tenth of the visitors logged in, whose pages no cache may keep.
/// </summary>
public sealed class SpikeRun(Workplace workplace)
{
    private const int Workers = 20;
    private const int Before = 150;
    private const int After = 1800;
    private const int LoggedIn = After / 10;
    private const string Cores = "0,1";
    private const string Page = "/";
    private const string Cookie = "Cookie: wordpress_logged_in_0123=editor%7C1\r\n";

    // Those who read pages read them: a visitor who asks again at once is a program, and 1,620 of them would leave PHP no processor to be measured with.
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    /// <summary>Plays both before each program, and writes the tables into docs/benchmark.md when that was asked for.</summary>
    /// <returns>Tables in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(Options options, [EnumeratorCancellation] CancellationToken cancel)
    {
        Requirements.Check(("varnishd", "varnish"));

        await using var stack = await PhpStack.StartAsync(workplace, Workers, Cores);
        List<string> lines = [];
        foreach (var fact in await Machine.DescribeAsync())
        {
            lines.Add($"- {fact}");
        }

        lines.Add(string.Create(CultureInfo.InvariantCulture, $"- {Workers} workers, {options.Seconds} s; load on core {Machine.LoadCore}, cache on core {Machine.ProxyCore}, PHP and database on both"));
        List<(string Program, SpikeTally Tally)> all = [];
        foreach (var proxy in (Proxy[])[new NginxCachedPhp(stack), new VarnishBeforeNginx(stack), new GoodgateBeforePool(stack, Workers, cache: "wordpress")])
        {
            all.Add((proxy.Name, await PlayAsync(stack, proxy, TimeSpan.FromSeconds(options.Seconds), cancel)));
        }

        lines.AddRange(SpikeTable.Lines(all, options.Seconds));
        foreach (var line in lines)
        {
            yield return line;
        }

        if (options.Write)
        {
            ResultPage.Update(Path.Combine(Workplace.Repository, "docs", "benchmark.md"), "bench/run --spike --write", string.Join('\n', lines));
        }
    }

    private async Task<SpikeTally> PlayAsync(PhpStack stack, Proxy proxy, TimeSpan time, CancellationToken cancel)
    {
        await stack.RenewAsync();
        var running = await ProxyOnPort.StartAsync(proxy, workplace, origin: 0, certificate: null, cancel);
        Console.Error.WriteLine($"… spike, {proxy.Name}");
        var crowd = new Crowd(running.Port, Page);
        var few = crowd.PressAsync(Before, Calm, time, cancel);
        await Task.Delay(Calm, TimeProvider.System, cancel);
        var more = await crowd.PressAsync(After - Before, TimeSpan.Zero, time, cancel);
        var spike = new[] { await few, more };

        Console.Error.WriteLine($"… logged in, {proxy.Name}");
        var known = new Crowd(running.Port, Page, Cookie);
        await stack.RenewAsync();
        var alone = await known.PressAsync(Workers, Calm, time, cancel);
        await stack.RenewAsync();
        var readers = new Crowd(running.Port, Page, pause: Reading).PressAsync(After - LoggedIn, Calm, time, cancel);
        var among = await known.PressAsync(LoggedIn, Calm, time, cancel);
        var tally = new SpikeTally(spike, alone, await readers, among);
        await running.Process.DisposeAsync();
        return tally;
    }
}

/// <summary>What one program gave.</summary>
/// <param name="Spike">To the connections that were there before, and to those that came.</param>
/// <param name="Alone">To as many who are logged in as there are workers, alone.</param>
/// <param name="Readers">To those who are not, while the others are there.</param>
/// <param name="Among">To those who are, while the others are there.</param>
public sealed record SpikeTally(IReadOnlyList<CrowdTally> Spike, CrowdTally Alone, CrowdTally Readers, CrowdTally Among);
