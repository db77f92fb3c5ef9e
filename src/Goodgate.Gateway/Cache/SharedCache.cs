using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Cache;

/// <summary>What all cached routes of a gateway share: the store, the fetches under way, the counts.</summary>
public sealed class SharedCache : IAsyncDisposable
{
    // The index of a full folder of 1 GiB is read within seconds (docs/cache-store.md). A disk that takes longer must not keep a site down.
    private static readonly TimeSpan LongestLoad = Purger.MostWait;

    private readonly TimeProvider _time;
    private readonly TroubleLine _trouble = new();

    // Every store that takes another's place: a page may be asked for before a purge, and come after a reload.
    private readonly RecentPurges _purges = new();
    private ICacheStore _store;
    private StoreOptions _options = new();
    private volatile bool _isUsed;

    // What an earlier reload still does to a store it replaced: a folder is one store's at a time.
    private volatile Task _changing = Task.CompletedTask;

    /// <param name="time">Clock.</param>
    public SharedCache(TimeProvider time)
    {
        (_time, Passes) = (time, new PassTable(time));
        _store = Open(new StoreOptions());
    }

    /// <summary>Takes a sentence when the disk of the store fails, and one when it works again. Nobody waits for it; of what it does not take, the last is kept.</summary>
    public Action<string>? Trouble
    {
        get => _trouble.Listener;
        set => _trouble.Listener = value;
    }

    /// <summary>Where responses lie. A reload with other sizes or another folder replaces it.</summary>
    public ICacheStore Store => Volatile.Read(ref _store);

    /// <summary>The folder of what outlives the process; null = memory alone.</summary>
    public string? Folder => Volatile.Read(ref _options).Folder;

    /// <summary>True when the settings in force have a site or a route that is cached.</summary>
    public bool IsUsed => _isUsed;

    /// <summary>What became of requests to cached routes.</summary>
    public CacheCounters Counters { get; } = new();

    internal FlightTable Flights { get; } = new();

    internal RenewalTable Renewals { get; } = new();

    internal PassTable Passes { get; }

    internal ChangeTable Changes { get; } = new();

    /// <summary>True while the store in force may not have all there is: its folder is being read, or opened anew.</summary>
    internal bool IsPartial => !_changing.IsCompleted || !Store.Loaded.IsCompleted;

    /// <summary>True when a purge since then was to take it away: who holds it open still gives it to nobody.</summary>
    internal bool HasPurged(StoredEntry entry, DateTimeOffset since) => _purges.Cover(entry.Key, entry.Tags, since, hard: true);

    /// <summary>Makes a store ready for new settings. One with the same sizes and folder stays, with all that is in it.</summary>
    /// <exception cref="DataFolderException">The folder cannot be used.</exception>
    public async Task<Prepared> PrepareAsync(GatewaySettings settings)
    {
        await _changing;
        var isUsed = settings.Sites.Any(site => IsOn(site.Cache) || site.Routes.Any(route => IsOn(route.Cache)));
        var options = OptionsOf(settings, isUsed);
        if (options == _options)
        {
            return new Prepared(() => _isUsed = isUsed, () => { });
        }

        if (options.Folder is not null && options.Folder == _options.Folder)
        {
            return new Prepared(
                () =>
                {
                    _isUsed = isUsed;
                    Volatile.Write(ref _options, options);
                    Reopen(options);
                },
                () => { });
        }

        var next = Open(options);
        return new Prepared(
            () =>
            {
                _isUsed = isUsed;
                Volatile.Write(ref _options, options);
                var known = Changes.Last;
                var before = Interlocked.Exchange(ref _store, next);
                _ = CatchUpAsync(next, known);
                _changing = EndAsync(before);
            },
            () => _changing = EndAsync(next));
    }

    /// <summary>Ends when what an earlier process left can be found; traffic begins after it, so that a site is up again although its server is down.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        try
        {
            await Store.Loaded.WaitAsync(LongestLoad, _time, cancel);
        }
        catch (TimeoutException)
        {
            _trouble.Say($"the cache folder {Folder} is still being read; what is in it counts as soon as it is.");
        }
    }

    /// <summary>Purges, also what a reload is about to find again in the folder.</summary>
    /// <param name="order">What is to be purged.</param>
    /// <returns>Entries that were purged.</returns>
    public async Task<int> PurgeAsync(PurgeOrder order)
    {
        // In each store that it meets; a page is in one of them, or in two, one after the other.
        var purged = 0;
        while (true)
        {
            var changing = _changing;
            await changing;
            var store = Store;
            purged = Math.Max(purged, await new Purger(store).RunAsync(order));

            // What a reload that has begun meanwhile keeps pages in until the folder is open is not all there is.
            if (ReferenceEquals(store, Store) && ReferenceEquals(changing, _changing))
            {
                return purged;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _changing;
        await Store.DisposeAsync();
    }

    // Where nothing is cached no folder is touched. The data folder is for whatever outlives the process.
    private static StoreOptions OptionsOf(GatewaySettings settings, bool isUsed) => new()
    {
        MemoryBytes = settings.Cache.MemoryBytes,
        DiskBytes = settings.Cache.DiskBytes,
        LargestEntry = settings.Cache.MaxEntryBytes,
        Folder = !isUsed ? null : settings.Cache.Folder ?? (settings.Data is { } data ? Path.Combine(data, "cache") : null),
    };

    private static bool IsOn(CacheSettings? cache) => cache is { Mode: not CacheMode.Off };

    private CacheStore Open(StoreOptions options) => CacheStore.Open(options, _time, _purges, _trouble.Say);

    // Known before it begins: a purge must not take the store in between for all there is.
    private void Reopen(StoreOptions options)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _changing = over.Task;

        // Who has noted a change looks for its pages a moment later: in the store that is on its way out, or in the one in between.
        var known = Changes.Last;
        _ = Task.Run(async () =>
        {
            try
            {
                await ReopenAsync(options, known);
            }
            finally
            {
                over.SetResult();
            }
        });
    }

    // The old store has let go of the folder before the new one takes hold. Meanwhile pages are kept in memory.
    private async Task ReopenAsync(StoreOptions options, long known)
    {
        await EndAsync(Interlocked.Exchange(ref _store, Open(options with { Folder = null })));
        try
        {
            var next = Open(options);
            await CatchUpAsync(next, known);
            known = Changes.Last;
            var between = Interlocked.Exchange(ref _store, next);
            await CatchUpAsync(next, known);
            await EndAsync(between);
        }
        catch (Exception e) when (e is DataFolderException or IOException or UnauthorizedAccessException)
        {
            // The next reload tries again.
            Volatile.Write(ref _options, options with { Folder = null });
            _trouble.Say($"the cache keeps pages in memory alone: {FileTrouble.Reason(e)}");
        }
    }

    // What was changed while a folder was read could not be found there: its server is asked for it again.
    private async Task CatchUpAsync(ICacheStore store, long known)
    {
        await store.Loaded;
        if (Changes.Since(known) is not { } hasChanged)
        {
            return;
        }

        foreach (var entry in store.Entries())
        {
            if (hasChanged(entry.Key) && !entry.IsMarkedStale && !store.MarkStale(entry))
            {
                store.Remove(entry);
            }
        }
    }

    private async Task EndAsync(ICacheStore store)
    {
        try
        {
            await store.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _trouble.Say($"the cache's folder: {FileTrouble.Reason(e)}. What was not written yet is fetched again when it is asked for.");
        }
    }
}
