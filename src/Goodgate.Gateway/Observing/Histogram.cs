namespace Goodgate.Gateway.Observing;

/// <summary>Counts values by bucket. Adding is lock-free.</summary>
public sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly double[] _bounds = [.. bounds];
    private readonly StripedCounts _counts = new(bounds.Count + 2);

    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>Sum of all values, kept in millionths.</summary>
    public double Sum => _counts.Read(_bounds.Length + 1) / 1e6;

    /// <summary>Values in bucket <paramref name="index"/>, not cumulated; the last one is +Inf.</summary>
    public long Count(int index) => _counts.Read(index);

    public void Add(double value)
    {
        var index = 0;
        while (index < _bounds.Length && value > _bounds[index])
        {
            index++;
        }

        _counts.Add(index);
        _counts.Add(_bounds.Length + 1, (long)(value * 1e6));
    }
}
