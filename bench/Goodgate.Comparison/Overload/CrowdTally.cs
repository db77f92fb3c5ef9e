namespace Goodgate.Comparison.Overload;

/// <summary>What a crowd was given while it was counted.</summary>
public sealed class CrowdTally
{
    // Statuses end at 599; no answer at all is counted at 0.
    private readonly long[] _byStatus = new long[600];
    private long _withoutRetryAfter;

    /// <summary>Whole pages with 200.</summary>
    public long Good => _byStatus[200];

    /// <summary>Connections that ended before an answer was whole.</summary>
    public long Broken => _byStatus[0];

    /// <summary>503 that do not say when to come again.</summary>
    public long WithoutRetryAfter => _withoutRetryAfter;

    /// <summary>Answers with none of the statuses that have a column of their own.</summary>
    public long Other => _byStatus.Sum() - Good - Broken - Of(502) - Of(503) - Of(504);

    /// <summary>How long good pages took.</summary>
    public Waits GoodWaits { get; } = new();

    /// <summary>How long 503s took.</summary>
    public Waits RefusedWaits { get; } = new();

    /// <summary>Answers of this status.</summary>
    public long Of(int status) => _byStatus[status];

    /// <summary>Counts one answer. Safe from any thread.</summary>
    public void Add(PageAnswer answer, TimeSpan wait)
    {
        var status = answer.IsWhole ? answer.Status : 0;
        Interlocked.Increment(ref _byStatus[status]);
        if (status == 200)
        {
            GoodWaits.Add(wait);
        }
        else if (status == 503)
        {
            RefusedWaits.Add(wait);
            if (!answer.HasRetryAfter)
            {
                Interlocked.Increment(ref _withoutRetryAfter);
            }
        }
    }
}
