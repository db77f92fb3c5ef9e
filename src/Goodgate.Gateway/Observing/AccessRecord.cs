using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing;

/// <summary>What the access log tells of one exchange. Taken when it has ended; holds nothing of the live connection.</summary>
public sealed record AccessRecord
{
    public required DateTimeOffset Time { get; init; }
    public required TimeSpan Duration { get; init; }
    public required string RequestId { get; init; }
    public string? TraceParent { get; init; }
    public IPAddress? Client { get; init; }
    public required string Method { get; init; }
    public required string Host { get; init; }

    /// <summary>With query: the log is the operator's.</summary>
    public required string Target { get; init; }

    public required string Protocol { get; init; }
    public required bool IsHttps { get; init; }
    public required int Status { get; init; }
    public required ResponseSource Source { get; init; }
    public long BytesIn { get; init; }
    public long BytesOut { get; init; }
    public string? Site { get; init; }
    public string? Upstream { get; init; }
    public string? Referer { get; init; }
    public string? UserAgent { get; init; }
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];
    public string? NotRetried { get; init; }
    public Verdict? Verdict { get; init; }
}
