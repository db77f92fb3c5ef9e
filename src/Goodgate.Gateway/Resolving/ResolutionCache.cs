using System.Collections.Concurrent;

namespace Goodgate.Gateway.Resolving;

/// <summary>Answers that are still good, by name as asked for (search list and dot at the end make a difference).</summary>
/// <param name="time">Clock of the answers' lives.</param>
public sealed class ResolutionCache(TimeProvider time)
{
    /// <summary>Most names kept: far more than upstreams have, few enough (a few hundred bytes each) not to matter.</summary>
    public const int MaxNames = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _writing = new();

    // Counting a concurrent dictionary locks all of it; writers are few and take turns anyway.
    private int _count;

    /// <summary>Names kept, expired ones included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The answer for <paramref name="host"/>, if there is one and it still lives.</summary>
    public Resolution? Find(string host) =>
        _entries.TryGetValue(host, out var entry) && Age(entry) < entry.Resolution.Life ? entry.Resolution : null;

    /// <summary>Keeps an answer for its life, a failure too; one without life is not kept.</summary>
    public void Store(Resolution resolution)
    {
        if (resolution.Life <= TimeSpan.Zero)
        {
            return;
        }

        lock (_writing)
        {
            if (_count >= MaxNames)
            {
                MakeRoom();
            }

            Remove(resolution.Host);
            _entries[resolution.Host] = new Entry(resolution with { Origin = ResolutionOrigin.Cache }, time.GetTimestamp());
            _count++;
        }
    }

    /// <summary>
    /// Forgets an answer, unless it is younger than the least life: a server that is down would else turn each request into a lookup.
    /// </summary>
    public void Forget(string host)
    {
        lock (_writing)
        {
            if (_entries.TryGetValue(host, out var entry) && Age(entry) >= NameLookup.MinLife)
            {
                Remove(host);
            }
        }
    }

    /// <summary>Drops what has expired; when nothing has, an eighth of the rest, whichever comes.</summary>
    private void MakeRoom()
    {
        foreach (var (host, entry) in _entries)
        {
            if (Age(entry) >= entry.Resolution.Life)
            {
                Remove(host);
            }
        }

        if (_count < MaxNames)
        {
            return;
        }

        foreach (var (host, _) in _entries.Take(MaxNames / 8))
        {
            Remove(host);
        }
    }

    private void Remove(string host) => _count -= _entries.TryRemove(host, out _) ? 1 : 0;

    private TimeSpan Age(Entry entry) => time.GetElapsedTime(entry.StoredAt);

    private sealed record Entry(Resolution Resolution, long StoredAt);
}
