using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Tests that begin with an empty store that has a disk.</summary>
public abstract class StoreStory : IAsyncLifetime, IAsyncDisposable
{
    internal StoreStage Stage { get; } = new();

    protected CacheStore Store => Stage.Store;

    public virtual Task InitializeAsync() => Stage.OpenAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
