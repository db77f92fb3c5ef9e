using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>One line that states a failure, as the report keeps it: small, since there may be hundreds of thousands.</summary>
internal sealed class Failure
{
    public required Cause Cause { get; set; }
    public required Party Party { get; set; }
    public required Confidence Confidence { get; set; }

    /// <summary>When; null for lines without a time.</summary>
    public DateTimeOffset? Time { get; init; }

    public int? Status { get; init; }

    /// <summary>Number of the log in the order of reading.</summary>
    public int Source { get; init; }

    public long Line { get; init; }

    /// <summary>True for the record of a request (an access line).</summary>
    public bool IsRecord { get; init; }

    public string? Client { get; init; }
    public string? Target { get; set; }
    public string? Host { get; set; }
    public string? Peer { get; set; }
    public string? Crawler { get; set; }

    /// <summary>Connection in an error log: attempts of one request share it.</summary>
    public string? Exchange { get; init; }

    /// <summary>The line stands for the same request as another one, which counts.</summary>
    public bool IsJoined { get; set; }

    /// <summary>True when the line is about a request, and not about a process or a server.</summary>
    public bool IsAboutRequest => IsRecord || Client is not null || Target is not null;
}
