using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Exchanges;

/// <summary>One try of an exchange at one server: what the access log tells of it.</summary>
public sealed class AttemptRecord
{
    public required Server Server { get; init; }

    /// <summary>Address in use; null when none was.</summary>
    public string? Peer { get; set; }

    public bool Reused { get; set; }

    /// <summary>How long it took to open the connection; null when a kept one was used.</summary>
    public PhaseTimes? Times { get; set; }

    /// <summary>From the choice of the server to the first byte of the response; zero = none came.</summary>
    public TimeSpan FirstByte { get; set; }

    /// <summary>Timestamp of the clock when it began.</summary>
    public long Began { get; init; }

    /// <summary>Bytes of the request given to the operating system.</summary>
    public long BytesSent { get; set; }

    /// <summary>Bytes of the response received.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Bytes of the response's content received: without head and chunk framing.</summary>
    public long BodyReceived { get; set; }

    /// <summary>Status received; 0 = none.</summary>
    public int Status { get; set; }

    /// <summary>From the choice of the server to the end of the response, or of the try.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Observation? Failure { get; set; }

    /// <summary>Id of the cause of <see cref="Failure"/>; judged when the exchange has ended.</summary>
    public string? Cause { get; set; }
}
