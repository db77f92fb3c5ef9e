using Goodgate.Logs.Running;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>What the logs say, ready to be shown. Times are UTC; texts are printable, without secrets.</summary>
public sealed record LogReport
{
    /// <summary>One plain sentence: what failed, when, how often, who must act, what to do first.</summary>
    public required string Verdict { get; init; }

    /// <summary>False when no failure was found.</summary>
    public bool HasFailures => Causes.Count > 0;

    /// <summary>Failed requests, each counted once.</summary>
    public required long Failed { get; init; }

    /// <summary>Failed attempts for which the access log of the time has no failed request: another server answered, or another log has them.</summary>
    public long Repaired { get; init; }

    /// <summary>Requests whose end is known, failed ones included; 0 when no access log was read.</summary>
    public required long Requests { get; init; }

    /// <summary>Time of the first and last failure; null when none has a time.</summary>
    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }

    public required IReadOnlyList<CauseRow> Causes { get; init; }
    public required IReadOnlyList<LogFact> Logs { get; init; }

    /// <summary>Where it failed: scope in words, then the busiest hosts, pages, servers and clients.</summary>
    public required string Scope { get; init; }
    public required IReadOnlyList<Share> Hosts { get; init; }
    public required IReadOnlyList<Share> Pages { get; init; }
    public required IReadOnlyList<Share> Servers { get; init; }
    public required IReadOnlyList<Share> Clients { get; init; }
    public required IReadOnlyList<Share> Crawlers { get; init; }

    /// <summary>Failures and requests over time, in equal steps.</summary>
    public required IReadOnlyList<TimelineStep> Timeline { get; init; }

    /// <summary>Reloads, restarts and the like, newest last, that stand before the failures or among them.</summary>
    public required IReadOnlyList<ChangeRow> Changes { get; init; }

    /// <summary>What it did to search engines and statistics; empty when nothing.</summary>
    public required IReadOnlyList<string> Harm { get; init; }

    public required IReadOnlyList<string> NextSteps { get; init; }

    /// <summary>What the logs could not tell, each with the setting that would.</summary>
    public required IReadOnlyList<string> Untold { get; init; }
}

/// <summary>One cause.</summary>
public sealed record CauseRow(Cause Cause, Party Party, Confidence Confidence, long Count)
{
    /// <summary>Lines that are about no request (a full pool, a dead worker).</summary>
    public long Signs { get; init; }

    /// <summary>Failed attempts that ended in no failed request.</summary>
    public long Repaired { get; init; }

    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }

    /// <summary>The pool, script or server concerned, where lines name one.</summary>
    public string? About { get; init; }

    public IReadOnlyList<EvidenceRow> Evidence { get; init; } = [];
}

/// <summary>A line that shows a cause.</summary>
public sealed record EvidenceRow(string File, long Line, DateTimeOffset? Time, string Text);

/// <summary>A name and how many failures it has.</summary>
public sealed record Share(string Name, long Count);

/// <summary>One step of the timeline.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Failed">Failed requests in it.</param>
/// <param name="Requests">All requests in it; 0 when not known, as in steps below a minute.</param>
public sealed record TimelineStep(DateTimeOffset Start, long Failed, long Requests);

/// <summary>Something that altered the system.</summary>
public sealed record ChangeRow(DateTimeOffset? Time, string System, string What, string File, long Line, string Text);

/// <summary>One log that was read.</summary>
public sealed record LogFact(string Name, long Lines, long Known, IReadOnlyList<string> Systems, Skips Skips)
{
    /// <summary>Why it was not read to its end, in words; null when it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The first line no format knows, when none of it was known; null otherwise.</summary>
    public string? Unknown { get; init; }
}
