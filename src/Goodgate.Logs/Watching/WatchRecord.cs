using Goodgate.Logs.Following;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Logs.Watching;

/// <summary>What <see cref="WatchMemory"/> keeps.</summary>
internal sealed class WatchRecord
{
    public const int CurrentVersion = 1;

    /// <summary>Logs that are followed no more; each restart of a watch over dated names may leave some.</summary>
    private const int MostLeft = 10_000;

    /// <summary>A log that was not followed for so long is new when it is followed again: what came meanwhile is no news.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    public int Version { get; set; } = CurrentVersion;

    public WatchCounts Counts { get; set; } = new();

    /// <summary>The files of each log, by its full path. Logs that are not followed this time are kept for the next.</summary>
    public Dictionary<string, List<FileMark>> Logs { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Since when logs are not followed, by their full path.</summary>
    public Dictionary<string, DateTimeOffset> Left { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Bursts that were not over.</summary>
    public List<Burst> Bursts { get; set; } = [];

    /// <summary>What is kept from now on: the logs that are followed, and of the others those that were given up not long ago.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="followed">The files of each log that is followed, by its full path; null where nothing of it was read yet.</param>
    /// <param name="bursts">Bursts that are not over.</param>
    /// <param name="now">The time.</param>
    public WatchRecord Next(WatchCounts counts, IReadOnlyDictionary<string, List<FileMark>?> followed, IEnumerable<Burst> bursts, DateTimeOffset now)
    {
        var next = new WatchRecord { Counts = counts, Bursts = [.. bursts] };
        foreach (var (path, marks) in followed)
        {
            Left.Remove(path);
            if ((marks ?? Logs.GetValueOrDefault(path)) is { } known)
            {
                next.Logs[path] = known;
            }
        }

        foreach (var path in Logs.Keys.Where(path => !followed.ContainsKey(path)))
        {
            Left.TryAdd(path, now);
        }

        foreach (var (path, since) in Left.Where(one => now - one.Value <= Memory && Logs.ContainsKey(one.Key)).OrderByDescending(one => one.Value).Take(MostLeft))
        {
            next.Logs[path] = Logs[path];
            next.Left[path] = since;
        }

        return next;
    }

    /// <summary>False for one that holds what cannot be.</summary>
    public bool IsSane() => Version == CurrentVersion && Counts is { Failures: not null, Skipped: not null } && Logs is not null && Bursts is not null && Left is not null
        && Logs.Values.All(marks => marks is not null && marks.TrueForAll(mark => mark is not null && mark.IsSane()));

    /// <summary>Leaves bursts out whose cause this version does not know: they are of a version between.</summary>
    public void DropUnknown() => Bursts.RemoveAll(burst => burst is not { CauseId: { } cause, About: not null, Where: not null, Evidence: not null } || Causes.Find(cause) is null);
}
