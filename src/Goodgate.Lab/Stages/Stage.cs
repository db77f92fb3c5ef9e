namespace Goodgate.Lab.Stages;

/// <summary>Where and how a fault is played: a scripted server, a port nobody listens on, a full queue.</summary>
internal abstract class Stage
{
    /// <summary>Why a gateway of this user on this machine may not meet the fault; null when it is certain to.</summary>
    public virtual string? Doubt => null;

    public abstract Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel);
}
