using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Metrics;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing;

/// <summary>Where an exchange's traces leave the traffic: counters at once, verdicts and records through bounded buffers that never wait.</summary>
/// <param name="counters">Numbers for the metrics.</param>
/// <param name="verdicts">Verdicts on their way to <see cref="Failures.VerdictLog"/>, their one reader.</param>
/// <param name="log">Takes access records.</param>
public sealed class Outlets(Counters counters, BoundedQueue<Verdict> verdicts, AccessLog log)
{
    public Counters Counters => counters;

    public BoundedQueue<Verdict> Verdicts => verdicts;

    /// <summary>True while there is an access log: only then a record is made.</summary>
    public bool WantsRecords => log.IsOn;

    public AccessLog AccessLog => log;

    /// <summary>The same numbers for OpenTelemetry; costs one comparison while nobody listens.</summary>
    public Telemetry Telemetry { get; } = new(counters);

    /// <summary>A request was refused before it went anywhere.</summary>
    public void Refused(string reason) => counters.Refused(reason);

    /// <summary>A request that the server underneath refused by itself: it never became an exchange.</summary>
    public void RefusedBelow(AccessRecord record)
    {
        counters.Refused(record.Refusal ?? "unknown");
        counters.Requests.Add(Math.Min(record.Status, 499), ResponseSource.Gateway);
        log.Add(record);
    }

    /// <summary>Something failed that is no exchange's: counted and told like the failure of one.</summary>
    public void Failed(Verdict verdict)
    {
        counters.Failed(verdict.Cause.Id, Record.Name(verdict.Party), verdict.Confidence == Confidence.Undetermined);
        verdicts.Add(Bounded.Cut(verdict));
    }

    /// <summary>Bytes came after a complete response; the connection is closed.</summary>
    public void ExcessBytes(Server server) => counters.ExcessBytes();
}
