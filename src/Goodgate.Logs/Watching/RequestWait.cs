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

    private readonly Dictionary<(string Client, string Target), (Burst Burst, DateTimeOffset Time)> _errors = [];
    private readonly Queue<(string Client, string Target)> _order = new();
    private readonly Queue<(WatchFinding Finding, DateTimeOffset Came)> _waiting = new();

    /// <summary>The burst of the error line about this request; null when none is known.</summary>
    public Burst? BurstOf(WatchFinding finding, DateTimeOffset time) =>
        IsUnsure(finding) && _errors.TryGetValue(Key(finding), out var error) && (time - error.Time).Duration() <= Near ? error.Burst : null;

    /// <summary>True when it is an access line that is kept until <see cref="Due"/>.</summary>
    public bool Takes(WatchFinding finding, DateTimeOffset now)
    {
        if (!IsUnsure(finding) || _waiting.Count >= Most)
        {
            return false;
        }

        _waiting.Enqueue((finding, now));
        return true;
    }

    /// <summary>Those that waited long enough, with the time they came.</summary>
    public IEnumerable<(WatchFinding Finding, DateTimeOffset Came)> Due(DateTimeOffset now)
    {
        while (_waiting.TryPeek(out var first) && (now == DateTimeOffset.MaxValue || now - first.Came >= Patience))
        {
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

        if (!_errors.ContainsKey(Key(finding)))
        {
            _order.Enqueue(Key(finding));
            if (_order.Count > Most)
            {
                _errors.Remove(_order.Dequeue());
            }
        }

        _errors[Key(finding)] = (burst, time);
    }

    // A line that is certain needs no other one; a request that cannot be known again finds none.
    private static bool IsUnsure(WatchFinding finding) =>
        finding is { Seen: { IsRequest: true, Client: not null, Target: not null }, Verdict.Confidence: not Confidence.Certain };

    private static (string Client, string Target) Key(WatchFinding finding) => (finding.Seen.Client!, finding.Seen.Target!);
}
