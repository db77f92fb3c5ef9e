namespace Goodgate.Logs.Reporting;

/// <summary>Everything a report is made of.</summary>
internal sealed record ReportFacts(
    IReadOnlyList<Failure> Failures, IReadOnlyList<LogFact> Logs, IReadOnlyList<ChangeRow> Changes, IReadOnlyDictionary<DateTimeOffset, long> Quiet, int Top)
{
    /// <summary>Failures that were counted but not kept.</summary>
    public required Overflow Overflow { get; init; }

    /// <summary>What was found of the clocks of the logs, in sentences.</summary>
    public required IReadOnlyList<string> Clocks { get; init; }

    public required Tally SlowScripts { get; init; }
    public required Tally Pools { get; init; }
    public required Func<string, IReadOnlyList<EvidenceRow>> EvidenceOf { get; init; }
}
