using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Resolving;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway;

/// <summary>One gateway: listeners, upstreams and outlets, wired. The program runs one; tests run many.</summary>
public sealed class GatewayInstance : IAsyncDisposable
{
    // A burst of failures of a second at full speed; beyond it the count of drops says that some are not shown.
    private const int VerdictQueue = 10_000;

    private readonly TimeProvider _time;
    private readonly Watch _watch;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly AdminPort _admin;
    private GatewayModel _model;
    private GatewayHost? _host;

    private GatewayInstance(GatewaySettings settings, TimeProvider time)
    {
        _time = time;
        _watch = new Watch(time);
        _model = GatewayModel.Build(settings, null, time);
        Outlets = new Outlets(
            new Counters(),
            new BoundedQueue<Verdict>(VerdictQueue),
            new AccessLog(null, time));
        var instance = $"{GatewayServices.Name}-{Convert.ToHexStringLower(BitConverter.GetBytes(Random.Shared.Next()))}";
        var cache = new SharedCache(time);
        Observatory = new Observatory(() => Model, Outlets, time) { Cache = cache };
        Services = new GatewayServices(time, new Connector(_watch, () => Model.Resolver), Outlets, instance) { Cache = cache };
        _admin = new AdminPort(AdminPages.Of(Observatory));
    }

    /// <summary>What all exchanges share.</summary>
    public GatewayServices Services { get; }

    /// <summary>Counters, verdicts, access records.</summary>
    public Outlets Outlets { get; }

    /// <summary>Readers of the outlets: the last failures, the access log, what the admin port shows.</summary>
    public Observatory Observatory { get; }

    /// <summary>The last failures; subscribe here to hear of each.</summary>
    public VerdictLog Verdicts => Observatory.Verdicts;

    /// <summary>Address of the admin port, with the port that was chosen; null when it is off.</summary>
    public string? AdminAddress => _admin.Address;

    /// <summary>Settings in force, made ready.</summary>
    public GatewayModel Model => Volatile.Read(ref _model);

    /// <summary>Addresses in use, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses => _host?.Addresses ?? [];

    /// <summary>Clients' connections open now.</summary>
    public int Connections => _host?.Connections ?? 0;

    /// <summary>Wires and starts a gateway.</summary>
    /// <exception cref="IOException">An address, or that of the admin port, cannot be listened on.</exception>
    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    /// <exception cref="CertificateException">A certificate cannot be used.</exception>
    /// <exception cref="Data.DataFolderException">The data folder, or the cache's, cannot be used.</exception>
    public static async Task<GatewayInstance> StartAsync(GatewaySettings settings, TimeProvider time, CancellationToken cancel)
    {
        var gateway = new GatewayInstance(settings, time);
        Answers.FailureRehearsal.Run();
        try
        {
            gateway.Observatory.Start();
            await gateway.PutInForceAsync(null, settings, cancel);
            await gateway.Services.Cache.LoadAsync(cancel);
            gateway.Model.Start();
            gateway._host = await GatewayHost.StartAsync(() => gateway.Model, gateway.Services, cancel);
            gateway._admin.SetReady();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces the settings at once; exchanges under way keep the old ones. Throws, and changes nothing, when they cannot be used.</summary>
    /// <exception cref="IOException">An address, or that of the admin port, cannot be listened on.</exception>
    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    /// <exception cref="CertificateException">A certificate cannot be used.</exception>
    /// <exception cref="Data.DataFolderException">The data folder, or the cache's, cannot be used.</exception>
    public async Task ReloadAsync(GatewaySettings settings, CancellationToken cancel = default)
    {
        await _reloading.WaitAsync(cancel);
        try
        {
            await PutInForceAsync(_model, settings, cancel);
            Observatory.Reloads.Succeed(_time.GetUtcNow());
        }
        catch
        {
            Observatory.Reloads.Fail();
            throw;
        }
        finally
        {
            _reloading.Release();
        }
    }

    // All or nothing: every part that can fail is made ready first; then all are put in force, and none can fail.
    private async Task PutInForceAsync(GatewayModel? before, GatewaySettings settings, CancellationToken cancel)
    {
        var ready = new List<Prepared>();
        try
        {
            if (before is not null)
            {
                ready.Add(PrepareModel(before, settings));
            }

            if (_host is { } host)
            {
                var listeners = await host.PrepareAsync(settings, cancel);
                ready.Add(new Prepared(listeners.Commit, listeners.Dispose));
                ready.Add(new Prepared(() => host.Limit(settings.Client), () => { }));
            }

            ready.Add(await Services.Cache.PrepareAsync(settings));
            Observatory.Prepare(before?.Settings, settings, ready);
            if (before?.Settings.Admin != settings.Admin)
            {
                ready.Add(await _admin.PrepareAsync(settings.Admin, cancel));
            }
        }
        catch
        {
            ready.ForEach(part => part.Discard());
            throw;
        }

        ready.ForEach(part => part.Apply());
    }

    private Prepared PrepareModel(GatewayModel before, GatewaySettings settings)
    {
        var next = GatewayModel.Build(settings, before, _time);
        return new Prepared(
            () =>
            {
                Volatile.Write(ref _model, next);
                next.Replaces(before);
                next.Start();
            },
            () => { });
    }

    /// <summary>Opens the access log's file anew: SIGUSR1, after logrotate.</summary>
    public void ReopenLogs() => Observatory.AccessLog.Reopen();

    /// <summary>Says on /readyz that this gateway goes away, while it still serves: load balancers stop sending before it stops receiving.</summary>
    public void BeginDrain() => _admin.SetDraining();

    /// <summary>Stops to receive, waits for exchanges under way until <paramref name="now"/>, then closes what is left.</summary>
    public async Task StopAsync(CancellationToken now)
    {
        BeginDrain();
        if (_host is not null)
        {
            await _host.StopAsync(now);
        }

        Model.Stop();
        await Observatory.StopAsync(now);
        await _admin.StopAsync(now);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Model.Stop();
        await _admin.DisposeAsync();
        await Services.Cache.DisposeAsync();
        Observatory.Dispose();
        _watch.Dispose();
        _reloading.Dispose();
    }
}
