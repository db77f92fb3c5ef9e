using Goodgate.Comparison.Load;

namespace Goodgate.Comparison.Results;

/// <summary>All measurements of one cell.</summary>
/// <param name="Cell">The load.</param>
/// <param name="Samples">By name of the proxy: one per round, in order.</param>
/// <param name="SystemCalls">By name of the proxy: system calls per request; empty when the machine does not count them.</param>
public sealed record CellResult(Cell Cell, IReadOnlyDictionary<string, List<Sample>> Samples, IReadOnlyDictionary<string, double> SystemCalls)
{
    /// <summary>Median over the rounds.</summary>
    public double Median(string proxy, Func<Sample, double> value) => Middle([.. Samples[proxy].Select(value)]);

    /// <summary>One proxy to another: the ratio of each round, of these the median, the lowest and the highest. A slow round slows both and leaves its ratio.</summary>
    public Ratio Ratio(string of, string to, Func<Sample, double> value)
    {
        double[] ratios = [.. Samples[of].Zip(Samples[to], (one, other) => value(one) / value(other))];
        return new Ratio(Middle(ratios), ratios.Min(), ratios.Max());
    }

    private static double Middle(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}

/// <summary>A ratio over rounds.</summary>
public readonly record struct Ratio(double Median, double Lowest, double Highest);
