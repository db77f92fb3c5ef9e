using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Cache;

/// <summary>What all cached routes of a gateway share: the store, the fetches under way, the counts.</summary>
/// <param name="time">Clock.</param>
public sealed class SharedCache(TimeProvider time) : IAsyncDisposable
{
    private ICacheStore _store = new PlainStore(new CacheStoreSettings());

    /// <summary>Where responses lie. A reload with other sizes replaces it.</summary>
    public ICacheStore Store => Volatile.Read(ref _store);

    /// <summary>What became of requests to cached routes.</summary>
    public CacheCounters Counters { get; } = new();

    internal FlightTable Flights { get; } = new();

    internal PassTable Passes { get; } = new(time);

    /// <summary>Makes a store ready for new settings.</summary>
    public Prepared Prepare(CacheStoreSettings settings)
    {
        var next = StoreOpening.Open(settings, time);
        return new Prepared(() => _ = Interlocked.Exchange(ref _store, next).DisposeAsync().AsTask(), () => _ = next.DisposeAsync().AsTask());
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
