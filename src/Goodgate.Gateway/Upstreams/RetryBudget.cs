namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// Keeps retries from doubling the load of a failing upstream: in the last ten seconds at most a fifth of the requests,
/// and at least ten (decision 4 of the design; the numbers are those of Finagle's and Linkerd's retry budgets).
/// </summary>
public sealed class RetryBudget(TimeProvider time)
{
    private const int Seconds = 10;
    private const int Least = 10;
    private const double Share = 0.2;

    private readonly Lock _lock = new();
    private readonly long[] _requests = new long[Seconds];
    private readonly int[] _retries = new int[Seconds];
    private long _second;

    /// <summary>Counts a request that began now, or just before.</summary>
    /// <param name="now">Timestamp of the clock.</param>
    public void Count(long now)
    {
        Advance(now);
        Interlocked.Increment(ref _requests[Volatile.Read(ref _second) % Seconds]);
    }

    /// <summary>Asks for one retry.</summary>
    /// <returns>False when the budget is spent.</returns>
    public bool TrySpend()
    {
        Advance(time.GetTimestamp());
        lock (_lock)
        {
            var allowed = Math.Max(Least, (long)(_requests.Sum() * Share));
            if (_retries.Sum() >= allowed)
            {
                return false;
            }

            _retries[_second % Seconds]++;
            return true;
        }
    }

    private void Advance(long timestamp)
    {
        var now = timestamp / time.TimestampFrequency;
        if (now <= Volatile.Read(ref _second))
        {
            return;
        }

        lock (_lock)
        {
            for (var second = Math.Max(_second + 1, now - Seconds + 1); second <= now; second++)
            {
                _requests[second % Seconds] = 0;
                _retries[second % Seconds] = 0;
            }

            Volatile.Write(ref _second, now);
        }
    }
}
