using System.Numerics;

namespace Goodgate.Gateway.Observing;

/// <summary>
/// Counts that many threads raise at once. Each processor has its own copy on its own cache lines, so that raising one costs the same on
/// 2 cores and on 64; reading sums the copies and is as exact as a moment can be while others count.
/// </summary>
public sealed class StripedCounts
{
    // 128 bytes: two cache lines, because x86 fetches them in pairs.
    private const int Pad = 16;

    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount, 1, 64));

    private readonly int _width;
    private readonly long[] _cells;

    /// <param name="count">Number of counts.</param>
    public StripedCounts(int count)
    {
        _width = ((count + Pad - 1) / Pad * Pad) + Pad;
        _cells = new long[Stripes * _width];
    }

    /// <summary>Adds to a count.</summary>
    public void Add(int index, long amount = 1) =>
        Interlocked.Add(ref _cells[((Thread.GetCurrentProcessorId() & (Stripes - 1)) * _width) + Pad + index], amount);

    /// <summary>The count.</summary>
    public long Read(int index)
    {
        var sum = 0L;
        for (var at = Pad + index; at < _cells.Length; at += _width)
        {
            sum += Volatile.Read(ref _cells[at]);
        }

        return sum;
    }
}
