using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Comparison.Load;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Memory;

/// <summary>Goodgate's memory alone, measured several times, each time in a fresh process.</summary>
public sealed class MemoryRounds(Workplace workplace, LoadGenerator load, int origin)
{
    /// <summary>Runs the rounds.</summary>
    /// <returns>A table in Markdown, line by line.</returns>
    public async IAsyncEnumerable<string> RunAsync(int rounds, [EnumeratorCancellation] CancellationToken cancel)
    {
        var memory = new MemoryLoad(workplace, load, origin);
        List<double> withAdmin = [];
        List<MemoryUse> uses = [];
        for (var round = 1; round <= rounds; round++)
        {
            Console.Error.WriteLine($"… round {round} of {rounds}");
            withAdmin.Add(await memory.AtRestAsync(new GoodgateProxy { Admin = true }, cancel));
            uses.Add(await memory.MeasureAsync(new GoodgateProxy(), cancel));
        }

        yield return "| resident memory, MiB | median | lowest | highest |";
        yield return "|---|---|---|---|";
        yield return Row("at rest, with the admin port", withAdmin);
        yield return Row("at rest, `--admin off`", uses.Select(use => use.AtRest));
        yield return Row("1,000 busy connections", uses.Select(use => use.Busy));
        yield return Row(string.Create(CultureInfo.InvariantCulture, $"{MemoryLoad.IdleConnections:N0} idle connections"), uses.Select(use => use.IdleClients));
    }

    private static string Row(string name, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {sorted[sorted.Length / 2]:F0} | {sorted[0]:F0} | {sorted[^1]:F0} |");
    }
}
