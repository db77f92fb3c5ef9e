namespace Goodgate.Gateway.Cache.Storage;

/// <summary>
/// Where stored responses lie. It knows keys, opaque heads and bodies; what may be stored, what is fresh and which entry answers a request is decided by those who call it.
/// Safe for calls from several threads. Nothing here waits for a disk except <see cref="IBodyReader.ReadAsync"/>: events of the loop call the rest.
/// </summary>
public interface ICacheStore : IAsyncDisposable
{
    /// <summary>The entries (one for each variant, newest first) under a primary key; empty when there is none. Counts as a use for the policy of eviction.</summary>
    IReadOnlyList<StoredEntry> Find(string key);

    /// <summary>Begins to store a response. Nothing is to be found under its key until <see cref="IEntryWriter.Commit"/>.</summary>
    /// <param name="draft">What is known before the body.</param>
    /// <returns>Null when it is larger than an entry may be, or there is no room for another one in flight.</returns>
    IEntryWriter? Begin(EntryDraft draft);

    /// <summary>The longest content, in bytes, that lies in memory while it comes (<see cref="IEntryWriter.Gathered"/>).</summary>
    long MostGathered => long.MaxValue;

    /// <summary>Opens the body for reading; the bytes stay readable until the reader is disposed, also when the entry is removed or evicted meanwhile.</summary>
    /// <returns>Null when the entry is gone (evicted, or its file was found damaged).</returns>
    IBodyReader? Open(StoredEntry entry);

    /// <summary>Gives an entry another head after a validation (RFC 9111 §4.3.4); its body stays. False when the entry is gone.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="head">The new head.</param>
    /// <param name="asked">When the server was asked: a purge since then has not been answered by it, and its mark stays. Null = now.</param>
    bool ReplaceHead(StoredEntry entry, ReadOnlyMemory<byte> head, DateTimeOffset? asked = null);

    /// <summary>Forgets an entry.</summary>
    void Remove(StoredEntry entry);

    /// <summary>Marks an entry as stale, whatever its head says: a soft purge. A new head takes the mark away. False when the entry is gone, or marks are not kept.</summary>
    bool MarkStale(StoredEntry entry) => false;

    /// <summary>A purge is about to begin: what was asked for before it and comes after it is not stored.</summary>
    void Note(Purging.PurgeOrder order)
    {
    }

    /// <summary>
    /// Completes when the entries of earlier runs can be found; at once where there are none. What is removed before may be found again after it: traffic begins after it.
    /// </summary>
    Task Loaded => Task.CompletedTask;

    /// <summary>Completes when everything that was asked for so far outlives a killed process, where anything does.</summary>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>All entries at this moment, in no order: for listing and for purges by prefix.</summary>
    IEnumerable<StoredEntry> Entries();

    /// <summary>The entries that carry a tag.</summary>
    IReadOnlyList<StoredEntry> Tagged(string tag);

    /// <summary>Counts and sizes, for metrics and <c>goodgate cache stats</c>.</summary>
    StoreFigures Figures { get; }
}
