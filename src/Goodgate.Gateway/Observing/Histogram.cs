namespace Goodgate.Gateway.Observing;

/// <summary>Counts values by bucket. Adding is lock-free.</summary>
public sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly double[] _bounds = [.. bounds];
    private readonly long[] _counts = new long[bounds.Count + 1];
    private long _sumMicros;

    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>Sum of all values.</summary>
    public double Sum => Volatile.Read(ref _sumMicros) / 1e6;

    /// <summary>Values in bucket <paramref name="index"/>, not cumulated; the last one is +Inf.</summary>
    public long Count(int index) => Volatile.Read(ref _counts[index]);

    public void Add(double value)
    {
        var index = 0;
        while (index < _bounds.Length && value > _bounds[index])
        {
            index++;
        }

        Interlocked.Increment(ref _counts[index]);
        Interlocked.Add(ref _sumMicros, (long)(value * 1e6));
    }
}
