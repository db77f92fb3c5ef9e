using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Observing;

/// <summary>All that can be seen of one gateway from outside the traffic, and the readers of its <see cref="Outlets"/>: started and stopped with it.</summary>
public sealed class Observatory : IDisposable
{
    private readonly MetricExport _export = new();

    /// <param name="model">Settings in force.</param>
    /// <param name="outlets">Where exchanges leave their traces.</param>
    /// <param name="time">Clock.</param>
    public Observatory(Func<GatewayModel> model, Outlets outlets, TimeProvider time)
    {
        Model = model;
        Outlets = outlets;
        Time = time;
        Verdicts = new VerdictLog(outlets.Verdicts);
        Reloads = new ReloadState(time.GetUtcNow());
        Stalls = new StallMeter(time);
        Keeper = new FailureKeeper(time);
        Verdicts.Subscribe(Keeper.Keep);
    }

    /// <summary>Settings in force.</summary>
    public Func<GatewayModel> Model { get; }

    public Outlets Outlets { get; }

    /// <summary>The cache of all routes that have one; null where there is no gateway to have one.</summary>
    public SharedCache? Cache { get; init; }

    public TimeProvider Time { get; }

    /// <summary>The last failures; subscribe here to hear of each.</summary>
    public VerdictLog Verdicts { get; }

    public AccessLog AccessLog => Outlets.AccessLog;

    /// <summary>Keeps the failures that outlive the process.</summary>
    public FailureKeeper Keeper { get; }

    public StallMeter Stalls { get; }

    public ReloadState Reloads { get; }

    /// <summary>Starts to read.</summary>
    public void Start()
    {
        Verdicts.Start();
        AccessLog.Start();
        Keeper.Start();
        Stalls.Start();
    }

    /// <summary>Makes the places of the access log, of the data folder and of exported metrics ready.</summary>
    /// <param name="before">Settings in force; null at the start.</param>
    /// <param name="next">Settings to come.</param>
    /// <param name="ready">Takes the parts: one after the other, so that those made ready are there when a later one fails.</param>
    /// <exception cref="ArgumentException">The access log or the OTLP endpoint cannot be used.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be used.</exception>
    public void Prepare(GatewaySettings? before, GatewaySettings next, ICollection<Prepared> ready)
    {
        if (before?.AccessLog != next.AccessLog)
        {
            ready.Add(PrepareAccessLog(next.AccessLog));
        }

        if (before is null || !DataFolder.IsSame(before.Data, next.Data))
        {
            ready.Add(Keeper.Prepare(next.Data, Verdicts));
        }

        if (before is null || before.OtlpEndpoint != next.OtlpEndpoint)
        {
            ready.Add(_export.Prepare(next.OtlpEndpoint));
        }
    }

    /// <summary>Takes what is left in the queues, and ends. No exchange may be under way.</summary>
    /// <param name="now">Gives up on disks and readers that do not answer.</param>
    public async Task StopAsync(CancellationToken now)
    {
        Outlets.Verdicts.Complete();
        await Verdicts.StopAsync(now);
        await AccessLog.StopAsync(now);
        await Keeper.StopAsync(now);
        await _export.StopAsync(now);
    }

    public void Dispose()
    {
        Outlets.Verdicts.Complete();
        AccessLog.Dispose();
        Keeper.Dispose();
        Stalls.Dispose();
        _export.Dispose();
        Outlets.Telemetry.Dispose();
    }

    private Prepared PrepareAccessLog(AccessLogSettings? settings)
    {
        var sink = settings is null ? null : new AccessSink(settings);
        return new Prepared(() => AccessLog.Replace(sink), () => sink?.Dispose());
    }
}
