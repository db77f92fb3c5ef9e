using System.Numerics;

namespace Goodgate.Gateway.Cache.Storage.Eviction;

/// <summary>
/// Names that were evicted lately, as 32 bits of hash each, in a table of fixed size: a name whose place is taken pushes out the oldest of four. Two names with
/// one hash are taken for one; that costs a better guess, nothing else.
/// </summary>
internal sealed class GhostTable
{
    /// <summary>Bytes of memory for each name.</summary>
    public const int BytesEach = 16;

    private const int Ways = 4;

    // Twice as many places as names, so that few are pushed out early: (hash << 32 | time of its eviction), 0 = free.
    private readonly ulong[] _places;
    private readonly uint _mask;
    private uint _evictions;

    /// <param name="names">At most so many are remembered; rounded up to a power of two.</param>
    public GhostTable(int names)
    {
        Most = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(names, Ways));
        _places = new ulong[2 * Most];
        _mask = (uint)((_places.Length / Ways) - 1);
    }

    /// <summary>Most names.</summary>
    public int Most { get; }

    /// <summary>Remembers a name.</summary>
    public void Add(uint hash)
    {
        var set = Set(hash);
        _evictions++;
        var oldest = 0;
        for (var i = 0; i < Ways; i++)
        {
            if (set[i] == 0 || (uint)(set[i] >> 32) == hash)
            {
                oldest = i;
                break;
            }

            if (Age(set[i]) > Age(set[oldest]))
            {
                oldest = i;
            }
        }

        // A time of 0 with a hash of 0 would look free: such a name is forgotten, once in four thousand million.
        set[oldest] = ((ulong)hash << 32) | _evictions;
    }

    /// <summary>True when the name is among the last ones evicted; it is forgotten then.</summary>
    /// <param name="hash">Of the name.</param>
    /// <param name="within">How many evictions back.</param>
    public bool Take(uint hash, int within)
    {
        foreach (ref var place in Set(hash))
        {
            if (place != 0 && (uint)(place >> 32) == hash)
            {
                var isRecent = Age(place) < Math.Min(within, Most);
                place = 0;
                return isRecent;
            }
        }

        return false;
    }

    private uint Age(ulong place) => _evictions - (uint)place;

    // The lower bits choose the set, and all bits are compared.
    private Span<ulong> Set(uint hash) => _places.AsSpan((int)(hash & _mask) * Ways, Ways);
}
