namespace Goodgate.Logs.Lines;

/// <summary>
/// What one line of a foreign log says. Null means: the line does not say. A line that names neither <see cref="Code"/> nor
/// <see cref="Decides"/> states no failure.
/// </summary>
public sealed record Sighting
{
    /// <summary>Who wrote it: <c>nginx</c>, <c>haproxy</c>, <c>php-fpm</c>, …; <c>access-log</c> where several systems write the same.</summary>
    public required string System { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Status the client got; null when the line has no request or does not tell.</summary>
    public int? Status { get; init; }

    /// <summary>The foreign code that names the cause: <c>nginx:connect-111</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The log or setting that would tell, when the line states a failure but no cause.</summary>
    public string? Decides { get; init; }

    /// <summary>The words of the line that decided, unescaped.</summary>
    public string Quote { get; init; } = "";

    /// <summary>True when the line is the record of one request (an access line).</summary>
    public bool IsRequest { get; init; }

    /// <summary>Something that altered the system: <c>reload</c>, <c>start</c>, <c>stop</c>; null for most lines.</summary>
    public string? Change { get; init; }

    /// <summary>True when the line tells of a slow request (<see cref="Script"/> ran for long), which may explain failures beside it.</summary>
    public bool IsSlow { get; init; }

    public string? Client { get; init; }
    public string? Method { get; init; }
    public string? Target { get; init; }
    public string? Host { get; init; }
    public string? Peer { get; init; }
    public string? Agent { get; init; }
    public string? RequestId { get; init; }
    public string? Pool { get; init; }
    public string? Script { get; init; }
    public int? Process { get; init; }
    public int? UpstreamStatus { get; init; }
    public TimeSpan? Elapsed { get; init; }

    /// <summary>True when the line states a failure or the cause of one.</summary>
    public bool IsFailure => Code is not null || Decides is not null;
}
