namespace Goodgate.Gateway.Upstreams;

/// <summary>How long each phase of opening a connection took; zero = did not happen.</summary>
public sealed class PhaseTimes
{
    public TimeSpan Resolve { get; set; }

    public TimeSpan Connect { get; set; }

    public TimeSpan Tls { get; set; }
}
