using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>A small store in memory: bounded, the oldest entries go first. Nothing of it outlives the process.</summary>
/// <param name="settings">Its bounds.</param>
public sealed class PlainStore(CacheStoreSettings settings) : ICacheStore
{
    // Variants of one key: browsers send three or four kinds of Accept-Encoding.
    private const int MostVariants = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredEntry[]> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<StoredEntry> _order = new();
    private long _bytes;
    private long _evictions;

    public StoreFigures Figures
    {
        get
        {
            lock (_lock)
            {
                return new StoreFigures(_order.Count, _bytes, 0, _evictions, 0);
            }
        }
    }

    public IReadOnlyList<StoredEntry> Find(string key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out var found) ? found : [];
        }
    }

    public IEntryWriter? Begin(EntryDraft draft) => draft.Length > Math.Min(settings.MaxEntryBytes, settings.MemoryBytes) ? null : new Writer(this, draft);

    public IBodyReader? Open(StoredEntry entry) => entry.Place is Held held ? new Reader(held.Body) : null;

    public bool ReplaceHead(StoredEntry entry, ReadOnlyMemory<byte> head)
    {
        lock (_lock)
        {
            if (entry.Place is not Held { Node.List: not null })
            {
                return false;
            }

            (entry.Head, entry.Parsed) = (head, null);
            return true;
        }
    }

    public void Remove(StoredEntry entry)
    {
        lock (_lock)
        {
            Forget(entry);
        }
    }

    public IEnumerable<StoredEntry> Entries()
    {
        lock (_lock)
        {
            return [.. _order];
        }
    }

    public IReadOnlyList<StoredEntry> Tagged(string tag) => [.. Entries().Where(entry => entry.Tags.Contains(tag, StringComparer.Ordinal))];

    public ValueTask DisposeAsync() => default;

    private static long Size(StoredEntry entry) => entry.BodyLength + entry.Head.Length + entry.Key.Length + 256;

    private StoredEntry Keep(EntryDraft draft, byte[] body)
    {
        var entry = new StoredEntry(draft.Key, draft.Variant, draft.Head, body.Length, draft.Tags);
        lock (_lock)
        {
            var others = _entries.TryGetValue(draft.Key, out var found) ? found : [];
            foreach (var other in others.Where(other => other.Variant == draft.Variant).Concat(others.Skip(MostVariants)).ToList())
            {
                Forget(other);
            }

            others = _entries.TryGetValue(draft.Key, out found) ? found : [];
            _entries[draft.Key] = [entry, .. others];
            entry.Place = new Held(body, _order.AddLast(entry));
            _bytes += Size(entry);
            while (_bytes > settings.MemoryBytes && _order.First is { } oldest)
            {
                Forget(oldest.Value);
                _evictions++;
            }
        }

        return entry;
    }

    private void Forget(StoredEntry entry)
    {
        if (entry.Place is not Held { Node.List: not null } held)
        {
            return;
        }

        _order.Remove(held.Node);
        _bytes -= Size(entry);
        StoredEntry[] left = [.. _entries[entry.Key].Where(one => one != entry)];
        if (left.Length == 0)
        {
            _entries.Remove(entry.Key);
        }
        else
        {
            _entries[entry.Key] = left;
        }
    }

    private sealed record Held(byte[] Body, LinkedListNode<StoredEntry> Node);

    private sealed class Writer(PlainStore store, EntryDraft draft) : IEntryWriter
    {
        private readonly MemoryStream _body = new();

        public bool Append(ReadOnlySpan<byte> content)
        {
            if (_body.Length + content.Length > store.MaxEntry)
            {
                return false;
            }

            _body.Write(content);
            return true;
        }

        public StoredEntry? Commit() => draft.Length is { } length && length != _body.Length ? null : store.Keep(draft, _body.ToArray());

        public void Dispose() => _body.Dispose();
    }

    private long MaxEntry => Math.Min(settings.MaxEntryBytes, settings.MemoryBytes);

    private sealed class Reader(byte[] body) : IBodyReader
    {
        public ReadOnlyMemory<byte>? Whole => body;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Math.Max(0, body.Length - offset));
            body.AsSpan((int)Math.Min(offset, body.Length), count).CopyTo(buffer.Span);
            return new ValueTask<int>(count);
        }

        public void Dispose()
        {
        }
    }
}
