using System.Collections.Concurrent;
using System.Globalization;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// Names to addresses by DNS, for one state of resolv.conf: the answers remembered and the lookups under way belong to it,
/// so a changed file starts afresh. At any time a name is looked up once, however many wait for it.
/// </summary>
internal sealed class StubResolver(NameserverSet servers, TimeProvider time)
{
    /// <summary>Most lookups under way; each may hold sixteen sockets.</summary>
    public const int MaxUnderWay = 128;

    private readonly ResolutionCache _cache = new(time);
    private readonly ConcurrentDictionary<string, Task<Resolution>> _underWay = new(StringComparer.OrdinalIgnoreCase);

    public Resolution? Remembered(string host) => _cache.Find(host);

    public void Forget(string host) => _cache.Forget(host);

    public async Task<Resolution> LookUpAsync(string host, TimeSpan limit, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        if (servers.Servers.Count == 0)
        {
            return Failed(host, ResolutionFailureKind.NoResolver, started, servers.Problem!);
        }

        while (limit - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            // Its waiters go on in the pool, not one after the other on the thread that read the answer.
            var own = new TaskCompletionSource<Resolution>(TaskCreationOptions.RunContinuationsAsynchronously);
            var shared = _underWay.GetOrAdd(host, own.Task);
            if (shared == own.Task)
            {
                _ = RunAsync(host, left, own);
                return await shared.WaitAsync(cancel);
            }

            var resolution = await JoinAsync(shared, left, cancel);
            if (resolution is { Failure: not { Kind: ResolutionFailureKind.TimedOut } })
            {
                return resolution;
            }
        }

        var why = limit > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"a lookup of {host} under way gave no answer within {limit.TotalMilliseconds:0} ms")
            : $"no time was left to look up {host}";
        return Failed(host, ResolutionFailureKind.TimedOut, started, why);
    }

    /// <summary>Waits for someone else's lookup; null when our own time is up first. Theirs may have had less time than we have.</summary>
    private async Task<Resolution?> JoinAsync(Task<Resolution> shared, TimeSpan left, CancellationToken cancel)
    {
        try
        {
            return await shared.WaitAsync(left, time, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task RunAsync(string host, TimeSpan limit, TaskCompletionSource<Resolution> own)
    {
        try
        {
            // Another lookup may have ended between our look into the cache and our turn.
            var resolution = _cache.Find(host) ?? await LookUpAsync(host, limit);
            _cache.Store(resolution);
            _underWay.TryRemove(host, out _);
            own.SetResult(resolution);
        }
        catch (Exception defect)
        {
            _underWay.TryRemove(host, out _);
            own.SetException(defect);
        }
    }

    private async Task<Resolution> LookUpAsync(string host, TimeSpan limit) => _underWay.Count > MaxUnderWay
        ? Failed(host, ResolutionFailureKind.OutOfResources, time.GetTimestamp(), $"{MaxUnderWay} lookups are under way already")
        : await new NameLookup(host, servers, time).RunAsync(limit);

    private Resolution Failed(string host, ResolutionFailureKind kind, long started, string detail) => new()
    {
        Host = host,
        Origin = ResolutionOrigin.Network,
        Made = time.GetUtcNow(),
        Life = TimeSpan.Zero,
        Failure = new ResolutionFailure
        {
            Kind = kind,
            Resolver = kind == ResolutionFailureKind.TimedOut ? servers.Servers[0] : null,
            Elapsed = time.GetElapsedTime(started),
            Detail = detail,
        },
    };
}
