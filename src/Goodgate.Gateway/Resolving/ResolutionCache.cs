using System.Collections.Concurrent;

namespace Goodgate.Gateway.Resolving;

/// <summary>Answers that are still good, by name as asked for (search list and dot at the end make a difference).</summary>
internal sealed class ResolutionCache(TimeProvider time)
{
    /// <summary>Most names kept: far more than upstreams have, few enough (a few hundred bytes each) not to matter.</summary>
    public const int MaxNames = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _writing = new();

    /// <summary>Names kept, expired ones included.</summary>
    public int Count => _entries.Count;

    public Resolution? Find(string host) =>
        _entries.TryGetValue(host, out var entry) && Age(entry) < entry.Resolution.Life ? entry.Resolution : null;

    public void Store(Resolution resolution)
    {
        if (resolution.Life <= TimeSpan.Zero)
        {
            return;
        }

        lock (_writing)
        {
            if (_entries.Count >= MaxNames)
            {
                MakeRoom();
            }

            _entries[resolution.Host] = new Entry(resolution with { Origin = ResolutionOrigin.Cache }, time.GetTimestamp());
        }
    }

    /// <summary>
    /// Forgets an answer, unless it is younger than the least life: a server that is down would else turn each request into a lookup.
    /// </summary>
    public void Forget(string host)
    {
        if (_entries.TryGetValue(host, out var entry) && Age(entry) >= NameLookup.MinLife)
        {
            _entries.TryRemove(KeyValuePair.Create(host, entry));
        }
    }

    /// <summary>Drops what has expired; when nothing has, an eighth of the rest, whichever comes.</summary>
    private void MakeRoom()
    {
        foreach (var (host, entry) in _entries)
        {
            if (Age(entry) >= entry.Resolution.Life)
            {
                _entries.TryRemove(host, out _);
            }
        }

        if (_entries.Count < MaxNames)
        {
            return;
        }

        foreach (var host in _entries.Keys.Take(MaxNames / 8))
        {
            _entries.TryRemove(host, out _);
        }
    }

    private TimeSpan Age(Entry entry) => time.GetElapsedTime(entry.StoredAt);

    private sealed record Entry(Resolution Resolution, long StoredAt);
}
