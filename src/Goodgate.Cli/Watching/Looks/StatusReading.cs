namespace Goodgate.Cli.Watching.Looks;

/// <summary>What a status page shows.</summary>
/// <param name="Kind">Whose page it is, in words: <c>HAProxy statistics</c>.</param>
/// <param name="Summary">What it shows, in a few words of ours and numbers of its.</param>
/// <param name="Signs">What is wrong.</param>
/// <param name="Total">A count that only rises by failures; what it rose since the last look is a sign. 0 where the page has none.</param>
internal sealed record StatusReading(string Kind, string Summary, IReadOnlyList<LookSign> Signs, long Total = 0)
{
    /// <summary>The sign of a total that rose; null for a page without one.</summary>
    public Func<long, LookSign>? Rise { get; init; }
}
