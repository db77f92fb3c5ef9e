using System.Net.Sockets;

namespace Goodgate.Gateway.Fpm.Polling;

/// <summary>How a question to FPM ended.</summary>
public enum FpmOutcome
{
    /// <summary>FPM answered.</summary>
    Answered,

    /// <summary>No connection came about; <see cref="FpmReply.Error"/> says why.</summary>
    NotConnected,

    /// <summary>The connection stood, and no worker answered in time.</summary>
    NoAnswer,

    /// <summary>The connection was closed or reset before the answer was complete.</summary>
    Broken,

    /// <summary>What answered does not speak FastCGI.</summary>
    NotFastCgi,
}

/// <summary>What FPM answered to one question.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Elapsed">From the first attempt to connect on.</param>
public sealed record FpmReply(FpmOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>Status of the answer; 0 when there is none.</summary>
    public int Status { get; init; }

    /// <summary>Its body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the connection failed with.</summary>
    public SocketError? Error { get; init; }

    /// <summary>What came instead of FastCGI, one clause; trusted.</summary>
    public string? Instead { get; init; }

    /// <summary>What FPM wrote to standard error: <c>Primary script unknown</c>. Not escaped.</summary>
    public string Errors { get; init; } = "";
}
