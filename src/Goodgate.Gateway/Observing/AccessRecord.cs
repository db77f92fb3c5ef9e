using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing;

/// <summary>What the access log tells of one request. Taken when it has ended; holds nothing of the live connection, and nothing of it changes any more.</summary>
public sealed record AccessRecord
{
    /// <summary>When the request began, UTC.</summary>
    public required DateTimeOffset Time { get; init; }
    public required TimeSpan Duration { get; init; }
    public required string RequestId { get; init; }
    public string? TraceParent { get; init; }

    /// <summary>Who the request comes from: the peer, or whom trusted proxies speak for. Null on a Unix socket.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>The peer of the connection, when it is not the client itself but a trusted proxy; else null.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>Empty when the request line could not be read; so are host, target and protocol.</summary>
    public required string Method { get; init; }
    public required string Host { get; init; }

    /// <summary>With query: the log is the operator's.</summary>
    public required string Target { get; init; }

    public required string Protocol { get; init; }
    public required bool IsHttps { get; init; }

    /// <summary>Status the client got; 499 = it left before, 0 = none.</summary>
    public required int Status { get; init; }
    public required ResponseSource Source { get; init; }
    public long BytesIn { get; init; }
    public long BytesOut { get; init; }
    public string? Site { get; init; }

    /// <summary>Path pattern of the route.</summary>
    public string? Route { get; init; }
    public string? Upstream { get; init; }
    public string? Referer { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Why the request was refused before it went anywhere: a fixed word.</summary>
    public string? Refusal { get; init; }

    /// <summary>What became of it in the cache: a word; null for routes without one.</summary>
    public string? Cache { get; init; }
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];
    public string? NotRetried { get; init; }
    public Verdict? Verdict { get; init; }
}
