namespace Goodgate.Gateway.Cache.Storage.Purging;

/// <summary>Carries out purges.</summary>
/// <param name="store">The store.</param>
public sealed class Purger(ICacheStore store)
{
    /// <summary>
    /// As long as whoever asked for a purge is kept waiting for it, and as a start waits for the folder: after that something is wrong with the disk. It is
    /// carried out all the same.
    /// </summary>
    public static TimeSpan MostWait { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Purges. When it completes, nobody is served what was meant, not even after the process is killed.</summary>
    /// <returns>Entries that were purged.</returns>
    public async Task<int> RunAsync(PurgeOrder order)
    {
        await store.Loaded;

        // First of all: what is on its way in while we look must not be missed.
        store.Note(order);
        var purged = 0;
        foreach (var entry in order.Kind == PurgeKind.Tag ? store.Tagged(order.Text) : store.Entries())
        {
            if (order.Covers(entry.Key, entry.Tags))
            {
                purged++;
                Purge(entry, order.IsSoft);
            }
        }

        await store.FlushAsync();
        return purged;
    }

    private void Purge(StoredEntry entry, bool isSoft)
    {
        if (!isSoft || !store.MarkStale(entry))
        {
            store.Remove(entry);
        }
    }
}
