using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Ways for bytes to arrive, and bounds for them, as a seed says.</summary>
internal static class Arrivals
{
    public static HeadLimits Limits(Random random)
    {
        var lenient = random.Next(3) == 0 ? (Leniency)random.Next(8) : Leniency.None;
        return random.Next(4) == 0 ? new HeadLimits(random.Next(16, 300), random.Next(1, 8), lenient) : Reading.Usual with { Lenient = lenient };
    }

    /// <summary>Ascending lengths after which a piece ends: a few, or every byte.</summary>
    public static int[] Splits(Random random, int length)
    {
        if (random.Next(16) == 0)
        {
            return [.. Enumerable.Range(0, length)];
        }

        var splits = new int[random.Next(1, 6)];
        foreach (ref var split in splits.AsSpan())
        {
            split = random.Next(length + 1);
        }

        Array.Sort(splits);
        return splits;
    }
}
