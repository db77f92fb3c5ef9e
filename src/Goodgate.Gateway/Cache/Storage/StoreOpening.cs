using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Cache.Storage;

/// <summary>Opens the store that settings ask for.</summary>
internal static class StoreOpening
{
    public static ICacheStore Open(CacheStoreSettings settings, TimeProvider time)
    {
        _ = time;
        return new PlainStore(settings);
    }
}
