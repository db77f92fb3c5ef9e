namespace Goodgate.Gateway.Observing;

/// <summary>Numbers of one site since the start.</summary>
public sealed class SiteCounters
{
    /// <summary>Exchanges that ended.</summary>
    public StatusCounts Requests { get; } = new();
}
