using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>Failures of one kind that were counted and not kept.</summary>
internal sealed class OverflowRow(Cause cause, Party party, Confidence confidence)
{
    public Cause Cause => cause;
    public Party Party => party;
    public Confidence Confidence => confidence;

    /// <summary>Lines about no request.</summary>
    public bool IsSign { get; init; }

    public long Count { get; private set; }
    public DateTimeOffset? First { get; private set; }
    public DateTimeOffset? Last { get; private set; }

    public void Add(DateTimeOffset? time)
    {
        Count++;
        First = First is null || time < First ? time ?? First : First;
        Last = Last is null || time > Last ? time ?? Last : Last;
    }

    public void Take(long count) => Count -= count;

    public OverflowRow With(long count, Confidence sure) => new(cause, party, sure) { IsSign = IsSign, Count = count, First = First, Last = Last };
}
