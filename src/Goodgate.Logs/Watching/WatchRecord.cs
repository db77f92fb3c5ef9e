using Goodgate.Logs.Following;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Logs.Watching;

/// <summary>What <see cref="WatchMemory"/> keeps.</summary>
internal sealed class WatchRecord
{
    public const int CurrentVersion = 1;

    public int Version { get; set; } = CurrentVersion;

    public WatchCounts Counts { get; set; } = new();

    /// <summary>The files of each log, by its full path. Logs that are not followed this time are kept for the next.</summary>
    public Dictionary<string, List<FileMark>> Logs { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Bursts that were not over.</summary>
    public List<Burst> Bursts { get; set; } = [];

    /// <summary>False for one of a later version, or that holds what cannot be.</summary>
    public bool IsSane() => Version == CurrentVersion && Logs.Values.All(marks => marks.TrueForAll(mark => mark.IsSane())) && Bursts.TrueForAll(burst => Causes.Find(burst.CauseId) is not null);
}
