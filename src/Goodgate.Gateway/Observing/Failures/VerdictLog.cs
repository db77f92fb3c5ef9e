using System.Threading.Channels;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Failures;

/// <summary>
/// The last failures with their evidence, in memory, those of earlier runs among them when there is a data folder, and the one reader of <see cref="Outlets.Verdicts"/>: it hands every verdict on to all who
/// subscribed. Failures are kept longer than news: a thousand clients that left must not push out the one failure somebody looks for.
/// </summary>
public sealed class VerdictLog(BoundedQueue<Verdict> queue)
{
    /// <summary>Failures kept. One is at most about 20 KB, so all are at most about 20 MB.</summary>
    public const int FailuresKept = 1_000;

    /// <summary>Clients that left, saved requests and planned answers kept.</summary>
    public const int NewsKept = 200;

    private readonly Ring<Entry> _failures = new(FailuresKept);
    private readonly Ring<Entry> _news = new(NewsKept);
    private readonly Lock _lock = new();
    private VerdictSubscription[] _subscriptions = [];
    private long _number;
    private long _oldest;
    private long _goneDrops;
    private bool _over;
    private Task _run = Task.CompletedTask;

    /// <summary>Verdicts lost: the queue was full, or a subscriber's was.</summary>
    public long Dropped => queue.Dropped + Volatile.Read(ref _goneDrops) + Volatile.Read(ref _subscriptions).Sum(one => one.Dropped);

    /// <summary>Verdicts seen since the start.</summary>
    public long Seen => Volatile.Read(ref _number);

    /// <summary>Verdicts held now.</summary>
    public int Held => _failures.Count + _news.Count;

    /// <summary>True for a verdict that is no failure: nothing is broken, or the client got its answer.</summary>
    public static bool IsNews(Verdict verdict) => verdict.Cause.Severity == Severity.Info || verdict.Observation.Saved;

    /// <summary>Calls <paramref name="reader"/> with every verdict from now on, in order, one at a time, on the thread pool; it may take its time.</summary>
    /// <returns>Ends the subscription.</returns>
    public IDisposable Subscribe(Action<Verdict> reader)
    {
        var subscription = new VerdictSubscription();
        subscription.Call(reader);
        Add(subscription);
        return new Unsubscriber(() => End(subscription));
    }

    /// <summary>Every verdict from now on, in order; ends when the gateway has stopped. Who reads too slowly loses some, and the loss is counted.</summary>
    public ChannelReader<Verdict> Follow()
    {
        var subscription = new VerdictSubscription();
        Add(subscription);
        return subscription.Reader;
    }

    /// <summary>Takes up failures of earlier runs, as far as there is room; none is told to subscribers, none twice.</summary>
    /// <param name="failures">The newest first.</param>
    public void Recall(IReadOnlyList<Verdict> failures)
    {
        var known = _failures.ToArray().Select(entry => Key(entry.Verdict)).ToHashSet();
        _failures.AddOlder([.. failures.Where(verdict => !IsNews(verdict) && known.Add(Key(verdict))).Select(verdict => new Entry(--_oldest, verdict))]);
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Verdict> Find(VerdictQuery query)
    {
        var all = _failures.ToArray().Concat(_news.ToArray()).OrderByDescending(entry => entry.Number).Select(entry => entry.Verdict);
        return [.. all.Where(verdict => Matches(verdict, query)).Take(query.Limit)];
    }

    /// <summary>Starts to read.</summary>
    public void Start() => _run = Task.Run(RunAsync);

    /// <summary>Waits until all is read and handed on. The queue must have been completed.</summary>
    /// <param name="now">Gives up on subscribers that hang.</param>
    public async Task StopAsync(CancellationToken now)
    {
        await _run.WaitAsync(now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(Volatile.Read(ref _subscriptions).Select(one => one.Completion)).WaitAsync(now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // JSON keeps milliseconds. One request has one verdict; a client may give several requests the same id.
    private static (string? Id, long? Millisecond, string Cause) Key(Verdict verdict) =>
        (verdict.Observation.RequestId, verdict.Observation.Time?.ToUnixTimeMilliseconds(), verdict.Cause.Id);

    private static bool Matches(Verdict verdict, VerdictQuery query) =>
        (query.Cause is null || verdict.Cause.Id == query.Cause)
        && (query.RequestId is null || verdict.Observation.RequestId == query.RequestId)
        && (query.Since is null || verdict.Observation.Time >= query.Since);

    private async Task RunAsync()
    {
        await foreach (var verdict in queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            (IsNews(verdict) ? _news : _failures).Add(new Entry(Interlocked.Increment(ref _number), verdict));
            foreach (var subscription in Volatile.Read(ref _subscriptions))
            {
                subscription.Add(verdict);
            }
        }

        lock (_lock)
        {
            _over = true;
            foreach (var subscription in _subscriptions)
            {
                subscription.Complete();
            }
        }
    }

    private void Add(VerdictSubscription subscription)
    {
        lock (_lock)
        {
            Volatile.Write(ref _subscriptions, [.. _subscriptions, subscription]);
            if (_over)
            {
                subscription.Complete();
            }
        }
    }

    private void End(VerdictSubscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.Contains(subscription))
            {
                Volatile.Write(ref _subscriptions, [.. _subscriptions.Where(one => one != subscription)]);
                Interlocked.Add(ref _goneDrops, subscription.Dropped);
            }
        }

        subscription.Complete();
    }

    private readonly record struct Entry(long Number, Verdict Verdict);

    private sealed class Unsubscriber(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
