using System.Net;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Stages;

/// <summary>A port that is bound and not listened on: connecting is refused, and nobody else can take it meanwhile.</summary>
internal sealed class ClosedPortStage : Stage
{
    public override Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel)
    {
        var socket = Listener.BindTcp(plan.Options.Listen, plan.Port, plan.Name);
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return Task.FromResult(new OpenStage($"http://{ServerStage.Address(plan.Options.Listen)}:{port}", "", socket));
    }
}
