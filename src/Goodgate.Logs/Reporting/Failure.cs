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
    public DateTimeOffset? Time { get; set; }

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

    /// <summary>Who wrote the line.</summary>
    public string System { get; init; } = "";

    /// <summary>How long the request took; null when the line does not tell.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Servers an access line says were asked; 0 when it does not tell.</summary>
    public int Servers { get; init; }

    /// <summary>False for the death of a process that serves no requests (cron, a desktop): it explains none.</summary>
    public bool IsOfServer { get; init; } = true;

    /// <summary>Connection in an error log: requests and attempts of one connection share it.</summary>
    public string? Exchange { get; init; }

    /// <summary>The line stands for the same request as another one, which counts.</summary>
    public bool IsJoined { get; set; }

    /// <summary>An attempt that failed, while the access log of the time has no failed request for it.</summary>
    public bool IsRepaired { get; set; }

    /// <summary>True when the line is about a request, and not about a process or a server.</summary>
    public bool IsAboutRequest => IsRecord || Client is not null || Target is not null;
}
