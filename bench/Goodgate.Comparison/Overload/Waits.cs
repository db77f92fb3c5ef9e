namespace Goodgate.Comparison.Overload;

/// <summary>How long answers took, in steps of a millisecond up to two minutes. Safe from any thread.</summary>
public sealed class Waits
{
    private readonly int[] _counts = new int[120_000];

    /// <summary>Counts one.</summary>
    public void Add(TimeSpan wait) => Interlocked.Increment(ref _counts[Math.Clamp((int)wait.TotalMilliseconds, 0, _counts.Length - 1)]);

    /// <summary>The wait that this share of all did not exceed, in milliseconds; null when there was none.</summary>
    /// <param name="share">0 to 1; 1 = the longest.</param>
    public int? Millis(double share)
    {
        var total = _counts.Sum(count => (long)count);
        if (total == 0)
        {
            return null;
        }

        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        var at = -1;
        while (rank > 0)
        {
            rank -= _counts[++at];
        }

        return at;
    }
}
