using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Settings of a gateway with a cache.</summary>
internal static class CachedSite
{
    /// <summary>One site that sends everything to a server, cached.</summary>
    public static GatewaySettings Before(string server, CacheSettings? cache = null) => Cached(RunningGateway.Before(server), cache);

    /// <summary>The same settings, cached.</summary>
    public static GatewaySettings Cached(GatewaySettings settings, CacheSettings? cache = null) =>
        settings with { Sites = [settings.Sites[0] with { Cache = cache ?? new CacheSettings() }] };

    /// <summary>The same settings with another size of the memory: a reload opens the folder anew.</summary>
    public static GatewaySettings Resized(GatewaySettings settings) => settings with { Cache = settings.Cache with { MemoryBytes = 80_000_000 } };

    /// <summary>The cache's word on an answer.</summary>
    public static string Status(this Answer answer) => answer.Field("Cache-Status").ShouldNotBeNull(answer.Head);
}
