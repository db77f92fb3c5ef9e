using Goodgate.Logs.Following;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Watching;

/// <summary>
/// Brings an access line together with the error line about the same request: same client, same page, the same moment. They stand in two files, and either
/// may be read first.
/// </summary>
internal sealed class RequestWait
{
    /// <summary>How long an access line waits: two looks at the other file, and what nginx may hold back with <c>buffer=</c> and <c>flush=1s</c>.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Apart at most: both are written when the request ends, in whole seconds.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(5);

    private const int Most = 10_000;

    /// <summary>Characters of the lines that wait: a client chooses how long its URL is.</summary>
    private const long MostText = 4_000_000;

    // By a hash of client and page, and the moment in steps of Near: a page that fails all day is told apart, and long URLs are not kept.
    private readonly Dictionary<(long Request, long Step), (Burst Burst, DateTimeOffset Time)> _errors = [];
    private readonly Queue<(long Request, long Step)> _order = new();
    private readonly Queue<(WatchFinding Finding, Moment Came, bool IsOld)> _waiting = new();
    private long _text;

    /// <summary>Those that wait, with the time they came.</summary>
    public IEnumerable<(WatchFinding Finding, Moment Came, bool IsOld)> Waiting => _waiting;

    /// <summary>The burst of the error line about this request; null when none is known.</summary>
    public Burst? BurstOf(WatchFinding finding, DateTimeOffset time)
    {
        if (!IsUnsure(finding))
        {
            return null;
        }

        var key = Key(finding, time);
        foreach (var step in (ReadOnlySpan<long>)[key.Step, key.Step - 1, key.Step + 1])
        {
            if (_errors.TryGetValue((key.Request, step), out var error) && (time - error.Time).Duration() <= Near)
            {
                return error.Burst;
            }
        }

        return null;
    }

    /// <summary>True when it is an access line that is kept until <see cref="Due"/>.</summary>
    /// <param name="finding">The line.</param>
    /// <param name="now">The time.</param>
    /// <param name="isOld">True for one that waited in its file when watching began.</param>
    public bool Takes(WatchFinding finding, Moment now, bool isOld)
    {
        if (!IsUnsure(finding) || _waiting.Count >= Most || _text + Text(finding) > MostText)
        {
            return false;
        }

        _text += Text(finding);
        _waiting.Enqueue((finding, now, isOld));
        return true;
    }

    /// <summary>Those that waited long enough, with the time they came.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">All of them.</param>
    public IEnumerable<(WatchFinding Finding, Moment Came, bool IsOld)> Due(Moment now, bool all)
    {
        while (_waiting.TryPeek(out var first) && (all || now.Steady - first.Came.Steady >= Patience))
        {
            _text -= Text(first.Finding);
            yield return _waiting.Dequeue();
        }
    }

    /// <summary>Remembers an error line.</summary>
    public void Note(WatchFinding finding, Burst burst, DateTimeOffset time)
    {
        if (finding.Seen is not { IsRequest: false, Client: not null, Target: not null })
        {
            return;
        }

        var key = Key(finding, time);
        if (!_errors.ContainsKey(key))
        {
            _order.Enqueue(key);
            if (_order.Count > Most)
            {
                _errors.Remove(_order.Dequeue());
            }
        }

        _errors[key] = (burst, time);
    }

    // A line that is certain needs no other one; a request that cannot be known again finds none.
    private static bool IsUnsure(WatchFinding finding) =>
        finding is { Seen: { IsRequest: true, Client: not null, Target: not null }, Verdict.Confidence: not Confidence.Certain };

    private static (long Request, long Step) Key(WatchFinding finding, DateTimeOffset time) =>
        (((long)finding.Seen.Client!.GetHashCode(StringComparison.Ordinal) << 32) | (uint)finding.Seen.Target!.GetHashCode(StringComparison.Ordinal), time.UtcTicks / Near.Ticks);

    private static long Text(WatchFinding finding) => finding.Seen.Quote.Length + finding.Seen.Target!.Length + (finding.Seen.Agent?.Length ?? 0) + 200;
}
