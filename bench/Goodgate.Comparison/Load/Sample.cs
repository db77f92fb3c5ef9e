namespace Goodgate.Comparison.Load;

/// <summary>One measurement of one proxy.</summary>
/// <param name="Requests">Responses received.</param>
/// <param name="Seconds">Length.</param>
/// <param name="Cpu">CPU time of the proxy.</param>
/// <param name="P50Micros">Half of the responses came faster, µs.</param>
/// <param name="P99Micros">99 of 100 came faster, µs.</param>
/// <param name="Counted">Events of the proxy; null when the machine does not count them.</param>
public sealed record Sample(long Requests, double Seconds, CpuTime Cpu, double P50Micros, double P99Micros, long? Counted)
{
    public double RequestsPerSecond => Requests / Seconds;

    public double UserMicros => Cpu.User * 1e6 / Requests;

    public double SystemMicros => Cpu.System * 1e6 / Requests;

    /// <summary>CPU time per request, µs.</summary>
    public double CpuMicros => UserMicros + SystemMicros;

    /// <summary>Events per request; not a number when the machine does not count them.</summary>
    public double CountedPerRequest => Counted is { } counted ? (double)counted / Requests : double.NaN;
}
