using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Workers;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Upstreams;

/// <summary>A named group of servers that can answer for each other. Lives across reloads while its settings stay the same.</summary>
public sealed class Upstream
{
    private readonly PoolFile? _poolFile;
    private int _next = -1;

    /// <exception cref="ArgumentException">A server's URL cannot be used; the message says why.</exception>
    /// <exception cref="Certificates.CertificateException">A certificate or a file of authorities cannot be used.</exception>
    /// <param name="settings">Its settings.</param>
    /// <param name="time">Clock.</param>
    /// <param name="before">The upstream of that name under the settings before; null when there was none.</param>
    public Upstream(UpstreamSettings settings, TimeProvider time, Upstream? before = null)
    {
        Settings = settings;
        Servers = [.. settings.Servers.Select(url =>
            new Server(ServerAddress.Parse(url, out var error) ?? throw new ArgumentException(error, nameof(settings)), settings, time))];
        if (Servers.Any(server => server.Address.IsFastCgi))
        {
            FastCgi = Servers.All(server => server.Address.IsFastCgi)
                ? settings.FastCgi
                : throw new ArgumentException($"upstream {settings.Name}: FastCGI and HTTP servers cannot answer for each other; make two upstreams", nameof(settings));
        }

        if (FastCgi is { } fastCgi)
        {
            _poolFile = PoolFile.Read(fastCgi.Pool, Servers[0].Address, Servers.Count == 1);
            foreach (var server in Servers)
            {
                // Until somebody says how many workers there are.
                server.Pool.MostKept = 0;
            }

            Workers = WorkerPool.Of(fastCgi.Pool, Servers, _poolFile, PoolOf(before), time);
        }

        Budget = new RetryBudget(time);
        Tls = Servers.Any(server => server.Address.IsTls) ? new UpstreamTls(settings.Tls) : null;
        var lenient = settings.Lenient.Aggregate(Leniency.None, (all, one) => all | ParseLeniency(one));
        HeadLimits = new HeadLimits(settings.MaxHeadBytes, settings.MaxFields, lenient);
    }

    public UpstreamSettings Settings { get; }

    public IReadOnlyList<Server> Servers { get; }

    public RetryBudget Budget { get; }

    /// <summary>TLS towards the servers; null when none of them is https.</summary>
    internal UpstreamTls? Tls { get; }

    /// <summary>Settings of FastCGI; null when the servers speak HTTP.</summary>
    public FastCgiSettings? FastCgi { get; }

    /// <summary>The pool of workers behind the servers; null when nothing is known of it, or they speak HTTP.</summary>
    public WorkerPool? Workers { get; }

    /// <summary>Why no file tells of that pool, one clause; null when one does, or the servers speak HTTP.</summary>
    public string? PoolUnknown => _poolFile?.Problem;

    /// <summary>True when the file of its pool says what it said; also when it has none. From disk.</summary>
    internal bool HasItsPoolFile => _poolFile is null || _poolFile.Newest(PoolFile.Read(FastCgi!.Pool, Servers[0].Address, Servers.Count == 1)) == _poolFile;

    /// <summary>Bounds and leniency for response heads.</summary>
    public HeadLimits HeadLimits { get; }

    /// <summary>The next server in turn that was not tried in this exchange; null when all were.</summary>
    /// <param name="tried">Bit i set: server i was tried. Only the first 64 servers are told apart.</param>
    /// <param name="index">Index of the server.</param>
    public Server? Pick(ulong tried, out int index)
    {
        // One turn per exchange. Were each step a turn, exchanges side by side could take each other's and find no server although one is left;
        // and with one dead server of two, each exchange would use up two turns and the next would begin at the dead one again.
        var count = Servers.Count;
        var turn = (uint)(tried == 0 ? Interlocked.Increment(ref _next) : Volatile.Read(ref _next));
        for (var i = 0; i < count; i++)
        {
            index = (int)((turn + (uint)i) % (uint)count);
            if ((tried & (1UL << (index & 63))) == 0)
            {
                return Servers[index];
            }
        }

        index = -1;
        return null;
    }

    // Requests that are with the same servers still hold their workers, whatever settings they came under.
    private WorkerPool? PoolOf(Upstream? before) =>
        before?.Workers is { } pool && before.Servers.Select(server => server.Address).SequenceEqual(Servers.Select(server => server.Address)) ? pool : null;

    private static Leniency ParseLeniency(string name) => name switch
    {
        "bare-lf" => Leniency.BareLf,
        "obs-fold" => Leniency.ObsFold,
        "space-before-colon" => Leniency.SpaceBeforeColon,
        "unknown-coding" => Leniency.UnknownCoding,
        _ => throw new ArgumentException($"lenient: \"{name}\" is none of bare-lf, obs-fold, space-before-colon, unknown-coding"),
    };
}
