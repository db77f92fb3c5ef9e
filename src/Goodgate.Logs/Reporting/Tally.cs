using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>Counts names. Bounded: a flood of different names ends in one row.</summary>
internal sealed class Tally
{
    private const int MostNames = 20_000;
    private const int LongestName = 160;
    
    /// <summary>Stands for all names beyond the bound.</summary>
    public const string Rest = "(others)";

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(string? name, long count = 1)
    {
        if (name is { Length: > 0 })
        {
            var key = _counts.Count < MostNames || _counts.ContainsKey(name) ? name : Rest;
            _counts[key] = _counts.GetValueOrDefault(key) + count;
        }
    }

    public int Names => _counts.Count;

    /// <summary>The busiest, printable.</summary>
    public IReadOnlyList<Share> Top(int most) => [.. _counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(most)
        .Select(one => new Share(Evidence.Safe(one.Key, LongestName), one.Value))];
}
