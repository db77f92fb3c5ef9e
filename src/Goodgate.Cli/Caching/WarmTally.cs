namespace Goodgate.Cli.Caching;

/// <summary>How a warm-up goes: what became of each page.</summary>
internal sealed class WarmTally
{
    private readonly SortedDictionary<string, int> _notKept = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _failed = new(StringComparer.Ordinal);

    /// <summary>Pages asked for.</summary>
    public int Pages { get; private set; }

    /// <summary>Kept now, and not before.</summary>
    public int Stored { get; private set; }

    /// <summary>There already.</summary>
    public int Hits { get; private set; }

    /// <summary>Answered and not kept, by the cache's reason.</summary>
    public IReadOnlyDictionary<string, int> NotKept => _notKept;

    /// <summary>Not answered, or with a 5xx.</summary>
    public IReadOnlyDictionary<string, int> Failed => _failed;

    /// <summary>Counts a page.</summary>
    /// <param name="answer">Its answer; null = none.</param>
    /// <param name="problem">Why there is none.</param>
    public void Add(SiteAnswer? answer, string problem)
    {
        Pages++;

        // The one nearest to the visitor comes last: that is the cache which is warmed.
        var cache = answer?.CacheStatus is [.., var last] ? last : null;
        if (answer is null)
        {
            Count(_failed, problem);
        }
        else if (answer.Status >= 500)
        {
            Count(_failed, $"status {answer.Status}");
        }
        else if (cache is { IsHit: true })
        {
            Hits++;
        }
        else if (cache is { IsStored: true })
        {
            Stored++;
        }
        else
        {
            Count(_notKept, cache is null ? "no cache took part" : cache.Detail ?? cache.Parameters.GetValueOrDefault("fwd") ?? "no reason given");
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string reason) => counts[reason] = counts.GetValueOrDefault(reason) + 1;
}
