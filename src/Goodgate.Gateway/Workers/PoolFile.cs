using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Workers;

/// <summary>What the settings and the pool's file say of a pool; the settings win.</summary>
/// <param name="Workers">Most workers; null = not said.</param>
/// <param name="StatusPath">Path of the status page; null = none is asked for.</param>
/// <param name="StatusAddress">Where it is asked for; null = the server's address is none that can be asked.</param>
/// <param name="TerminateTimeout"><c>request_terminate_timeout</c>; null = not said, or off.</param>
/// <param name="Problem">Why the file says nothing, one clause; null when it does, or there is none.</param>
internal sealed record PoolFile(int? Workers, string? StatusPath, FpmAddress? StatusAddress, string? TerminateTimeout, string? Problem)
{
    /// <summary>Reads the file, when there is one. From disk: never on an event loop.</summary>
    public static PoolFile Read(FpmPoolSettings settings, ServerAddress server)
    {
        var own = FpmAddress.Parse(server.ToString(), out _);
        var (pool, problem) = settings.Conf is { } path ? Find(path, own) : (null, null);
        var listen = settings.StatusListen ?? pool?.Text("pm.status_listen");
        return new PoolFile(
            settings.Workers ?? (pool?.Number("pm.max_children") is > 0 and var most ? most : null),
            settings.StatusPath ?? pool?.Text("pm.status_path"),
            listen is null ? own : FpmAddress.Parse(listen, out _) ?? own,
            pool?.Seconds("request_terminate_timeout") is > 0 ? pool.Text("request_terminate_timeout") : null,
            problem);
    }

    private static (Pool? Pool, string? Problem) Find(string path, FpmAddress? address)
    {
        var read = FpmConfiguration.Read(path);
        var pool = (address is null ? null : read.PoolAt(address.ToString())) ?? (read.Pools.Count == 1 ? read.Pools[0] : null);
        return pool is not null ? (pool, null)
            : (null, read.Problems is [var first, ..] ? first.ToString() : $"{path}: none of its {read.Pools.Count} pools listens on {address}");
    }
}
