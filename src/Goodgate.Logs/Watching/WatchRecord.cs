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

    /// <summary>False for one that holds what cannot be.</summary>
    public bool IsSane() => Version == CurrentVersion && Counts is { Failures: not null, Skipped: not null } && Logs is not null && Bursts is not null
        && Logs.Values.All(marks => marks is not null && marks.TrueForAll(mark => mark is not null && mark.IsSane()));

    /// <summary>Leaves bursts out whose cause this version does not know: they are of a version between.</summary>
    public void DropUnknown() => Bursts.RemoveAll(burst => burst is not { CauseId: { } cause, About: not null, Where: not null, Evidence: not null } || Causes.Find(cause) is null);
}
