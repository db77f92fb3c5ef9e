using System.Collections.Concurrent;

namespace Goodgate.Gateway.Cache.Storage.Index;

/// <summary>Entries by key and by tag. Finding needs no lock: the entries of a key are an array that is replaced whole. Whoever changes something holds a lock.</summary>
internal sealed class EntryIndex
{
    /// <summary>Variants kept of one key: a Vary by something that never repeats must not fill the store.</summary>
    public const int MostVariants = 64;

    private readonly ConcurrentDictionary<string, StoredEntry[]> _byKey = new(StringComparer.Ordinal);

    // An entry, or a set of them: most tags name one page, and a set for each would be the larger part of the index.
    private readonly Dictionary<string, object> _byTag = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>Entries.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>All entries at about this moment.</summary>
    public IEnumerable<StoredEntry> All => _byKey.SelectMany(one => one.Value);

    /// <summary>Those of a key, the newest first.</summary>
    public StoredEntry[] Find(string key) => _byKey.TryGetValue(key, out var found) ? found : [];

    /// <summary>Those with a tag.</summary>
    public StoredEntry[] Tagged(string tag) => _byTag.GetValueOrDefault(tag) switch
    {
        StoredEntry only => [only],
        HashSet<StoredEntry> several => [.. several],
        _ => [],
    };

    /// <summary>Puts an entry before the others of its key; one that an earlier run left goes behind those that are newer.</summary>
    public void Add(StoredEntry entry)
    {
        var before = Find(entry.Key);
        var at = 0;
        while (at < before.Length && Slot.Of(before[at]).Id > Slot.Of(entry).Id)
        {
            at++;
        }

        _byKey[entry.Key] = [.. before[..at], entry, .. before[at..]];
        foreach (var tag in entry.Tags)
        {
            _byTag[tag] = _byTag.GetValueOrDefault(tag) switch
            {
                HashSet<StoredEntry> several => With(several, entry),
                StoredEntry only when only != entry => new HashSet<StoredEntry> { only, entry },
                _ => entry,
            };
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(StoredEntry entry)
    {
        var left = Array.FindAll(Find(entry.Key), one => one != entry);
        if (left.Length > 0)
        {
            _byKey[entry.Key] = left;
        }
        else
        {
            _byKey.TryRemove(entry.Key, out _);
        }

        foreach (var tag in entry.Tags)
        {
            var found = _byTag.GetValueOrDefault(tag);
            if (found == entry || (found is HashSet<StoredEntry> several && several.Remove(entry) && several.Count == 0))
            {
                _byTag.Remove(tag);
            }
        }

        Interlocked.Decrement(ref _count);
    }

    private static HashSet<StoredEntry> With(HashSet<StoredEntry> several, StoredEntry entry)
    {
        several.Add(entry);
        return several;
    }
}
