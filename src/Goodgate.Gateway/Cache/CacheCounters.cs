using Goodgate.Gateway.Observing;

namespace Goodgate.Gateway.Cache;

/// <summary>What became of requests to cached routes, since the start.</summary>
public sealed class CacheCounters
{
    private static readonly int Ages = Enum.GetValues<CacheResult>().Length;

    private readonly StripedCounts _counts = new(Ages + 1);

    /// <summary>Requests with this result.</summary>
    public long Of(CacheResult result) => _counts.Read((int)result);

    /// <summary>Seconds that all answers from the store were old, together: a page that was given twice counts twice.</summary>
    public long Age => _counts.Read(Ages);

    internal void Add(CacheResult result) => _counts.Add((int)result);

    internal void AddAge(long seconds) => _counts.Add(Ages, seconds);
}

/// <summary>What became of a request to a cached route. New ones go at the end.</summary>
public enum CacheResult
{
    /// <summary>Answered from the store.</summary>
    Hit,

    /// <summary>Answered from the store although its time was over, while it was asked for anew.</summary>
    Stale,

    /// <summary>Answered from the store in place of a failure.</summary>
    Saved,

    /// <summary>Answered from the store after its server confirmed it.</summary>
    Revalidated,

    /// <summary>Answered by the server.</summary>
    Miss,

    /// <summary>None of the cache's.</summary>
    Bypass,

    /// <summary>Answered from the store after waiting for another request's response.</summary>
    Collapsed,

    /// <summary>Responses stored.</summary>
    Stored,

    /// <summary>Pages with signs of a person who is logged in: not stored.</summary>
    Guarded,

    /// <summary>Responses stored without all of their tags: more, or longer ones, than the store keeps.</summary>
    TagsCut,
}
