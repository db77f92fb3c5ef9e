namespace Goodgate.Verdicts.Observations;

/// <summary>
/// Neutral facts of one failed (or saved) exchange, probe or foreign log line. Null means: this source cannot know.
/// Strings may be hostile (bytes of a peer): whoever shows them escapes them for the medium.
/// </summary>
public sealed record Observation
{
    public required Source Source { get; init; }
    public Phase? Phase { get; init; }
    public Happening? Happening { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public DateTimeOffset? Time { get; init; }

    public string? RequestId { get; init; }
    public string? Method { get; init; }
    public string? Host { get; init; }

    /// <summary>Path of the request target, byte for byte, at most 2,048 characters, query cut off.</summary>
    public string? Target { get; init; }

    public string? Site { get; init; }
    public string? Route { get; init; }
    public string? Upstream { get; init; }

    /// <summary>The server as configured: <c>http://app:3000</c>.</summary>
    public string? Server { get; init; }

    /// <summary>The address actually used: <c>10.0.0.7:3000</c>, <c>[::1]:3000</c>, <c>/run/app.sock</c>.</summary>
    public string? Peer { get; init; }

    /// <summary>Error number of the operating system (Linux numbering).</summary>
    public int? Errno { get; init; }

    /// <summary>DNS response code (RFC 1035 §4.1.1).</summary>
    public int? Rcode { get; init; }

    /// <summary>Address of the resolver that was asked.</summary>
    public string? Resolver { get; init; }

    /// <summary>TLS alert number (RFC 8446 §6).</summary>
    public int? TlsAlert { get; init; }

    /// <summary>Status the upstream sent.</summary>
    public int? UpstreamStatus { get; init; }

    /// <summary>Status the client got; null when none could be sent any more.</summary>
    public int? ClientStatus { get; init; }

    /// <summary>Time from the start of the phase to the event.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The limit that fired.</summary>
    public LimitFact? Limit { get; init; }

    /// <summary>True when the connection had carried an earlier exchange.</summary>
    public bool? Reused { get; init; }

    /// <summary>How long a reused connection had been idle before this request.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>Bytes of this request given to the operating system.</summary>
    public long? BytesSent { get; init; }

    /// <summary>Bytes of this response received.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>Bytes the framing promised.</summary>
    public long? BytesExpected { get; init; }

    public ViolationFact? Violation { get; init; }

    /// <summary>Protocol the bytes look like: <c>tls</c>, <c>http2</c>, <c>fastcgi</c>, <c>ssh</c>, <c>html</c>, …</summary>
    public string? Protocol { get; init; }

    /// <summary>Server, Via and Retry-After of a relayed error, certificate facts, and whatever else names the cause.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>One sentence of the source itself (an errno text, a log message); at most 512 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Why no further attempt was made; null when one was.</summary>
    public string? NotRetried { get; init; }

    /// <summary>Number of attempts made, this one included.</summary>
    public int? Attempts { get; init; }

    /// <summary>True when the client got its answer after all (retry, stored page).</summary>
    public bool Saved { get; init; }
}
