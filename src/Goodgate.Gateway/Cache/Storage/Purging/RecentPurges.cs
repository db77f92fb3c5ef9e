namespace Goodgate.Gateway.Cache.Storage.Purging;

/// <summary>
/// The last purges. A page that was asked for before a purge and comes after it shows what the purge was to take away: it is not stored. From any thread.
/// </summary>
internal sealed class RecentPurges
{
    // A publishing step purges some ten addresses and tags; a fetch takes seconds at most. Older ones are taken for purges of everything.
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly (PurgeOrder Order, DateTimeOffset At)[] _ring = new (PurgeOrder, DateTimeOffset)[Most];
    private long _count;
    private long _newest;

    /// <summary>Notes a purge, before it is carried out.</summary>
    /// <param name="order">What is purged.</param>
    /// <param name="at">The time.</param>
    public void Note(PurgeOrder order, DateTimeOffset at)
    {
        lock (_gate)
        {
            _ring[_count++ % Most] = (order, at);
            Volatile.Write(ref _newest, at.UtcTicks);
        }
    }

    /// <summary>True when what was asked for at a moment has been purged since.</summary>
    /// <param name="key">Its primary key.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="since">The moment.</param>
    /// <param name="hard">True: only what was to be gone counts, not what was marked.</param>
    public bool Cover(string key, IReadOnlyList<string> tags, DateTimeOffset since, bool hard = false)
    {
        if (Volatile.Read(ref _newest) < since.UtcTicks)
        {
            return false;
        }

        lock (_gate)
        {
            if (_count > Most && _ring[_count % Most].At >= since)
            {
                return true;
            }

            for (var i = Math.Max(0, _count - Most); i < _count; i++)
            {
                var (order, at) = _ring[i % Most];
                if (at >= since && !(hard && order.IsSoft) && order.Covers(key, tags))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
