using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Observing;

/// <summary>All that can be seen of one gateway from outside the traffic, and the readers of its <see cref="Outlets"/>: started and stopped with it.</summary>
public sealed class Observatory : IDisposable
{
    private readonly IDisposable? _export;

    /// <param name="model">Settings in force.</param>
    /// <param name="outlets">Where exchanges leave their traces.</param>
    /// <param name="settings">Settings at the start: access log and OTLP do not change with a reload.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentException">The access log or the OTLP endpoint cannot be used.</exception>
    public Observatory(Func<GatewayModel> model, Outlets outlets, GatewaySettings settings, TimeProvider time)
    {
        Model = model;
        Outlets = outlets;
        Time = time;
        Verdicts = new VerdictLog(outlets.Verdicts);
        Reloads = new ReloadState(time.GetUtcNow());
        Stalls = new StallMeter(time);
        AccessLog = settings.AccessLog is { } log ? new AccessLog(log, outlets.Records!, time) : null;
        _export = OtlpExport.Start(settings.OtlpEndpoint);
    }

    /// <summary>Settings in force.</summary>
    public Func<GatewayModel> Model { get; }

    public Outlets Outlets { get; }

    public TimeProvider Time { get; }

    /// <summary>The last failures; subscribe here to hear of each.</summary>
    public VerdictLog Verdicts { get; }

    /// <summary>Null when settings ask for none.</summary>
    public AccessLog? AccessLog { get; }

    public StallMeter Stalls { get; }

    public ReloadState Reloads { get; }

    /// <summary>Starts to read.</summary>
    public void Start()
    {
        Verdicts.Start();
        AccessLog?.Start();
        Stalls.Start();
    }

    /// <summary>Takes what is left in the queues, and ends. No exchange may be under way.</summary>
    /// <param name="now">Gives up on disks and readers that do not answer.</param>
    public async Task StopAsync(CancellationToken now)
    {
        Outlets.Verdicts.Complete();
        Outlets.Records?.Complete();
        await Verdicts.StopAsync(now);
        if (AccessLog is not null)
        {
            await AccessLog.StopAsync(now);
        }
    }

    public void Dispose()
    {
        Outlets.Verdicts.Complete();
        AccessLog?.Dispose();
        Stalls.Dispose();
        _export?.Dispose();
        Outlets.Telemetry.Dispose();
    }
}
