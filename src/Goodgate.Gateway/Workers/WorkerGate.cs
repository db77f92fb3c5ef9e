namespace Goodgate.Gateway.Workers;

/// <summary>
/// Lets no more requests through than there are workers. The others wait here and not in the listen queue of the server, where nobody can say who goes
/// first, take back a request whose client has gone, or tell that it is full. By rank, and in order within one; a full queue loses the last of its worst rank first.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class WorkerGate(TimeProvider time)
{
    // Whoever is told to come back later than that does not come back.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<WorkerPlace> _places = [];
    private readonly LinkedList<WaitingRequest>[] _lines = [.. Enum.GetValues<RequestRank>().Select(_ => new LinkedList<WaitingRequest>())];
    private readonly FreeRate _rate = new(time);
    private int _limit;
    private int _room;
    private int _depth;
    private GateCounts _counts;

    /// <summary>Most places given; null = unknown, and then nobody waits.</summary>
    public int? Limit => Volatile.Read(ref _limit) is > 0 and var limit ? limit : null;

    /// <summary>Most requests that wait.</summary>
    public int Room => Volatile.Read(ref _room);

    /// <summary>Requests that wait now.</summary>
    public int Depth => Volatile.Read(ref _depth);

    /// <summary>Places given now.</summary>
    public int Held
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>What has happened here.</summary>
    public GateCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    /// <summary>The places given now, longest first.</summary>
    public IReadOnlyList<WorkerPlace> Places
    {
        get
        {
            lock (_lock)
            {
                return [.. _places.OrderBy(place => place.Since)];
            }
        }
    }

    /// <summary>How long the last in the queue, and one more, would wait if workers become free as fast as they did of late: 1 s to a minute; null = not known.</summary>
    public TimeSpan? ExpectedWait
    {
        get
        {
            lock (_lock)
            {
                return _rate.PerSecond() is not { } rate ? null
                    : rate <= 0 ? LongestWait
                    : TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling((_depth + 1) / rate), 1, LongestWait.TotalSeconds));
            }
        }
    }

    /// <summary>Says how many workers there are, and how many requests may wait. Those that wait are let through when there are more now.</summary>
    /// <param name="limit">Workers; null = unknown.</param>
    /// <param name="room">Places in the queue.</param>
    public void Resize(int? limit, int room)
    {
        lock (_lock)
        {
            Volatile.Write(ref _limit, limit ?? 0);
            Volatile.Write(ref _room, room);
            Admit();
        }
    }

    /// <summary>A place, if one is free and nobody waits; else null.</summary>
    public WorkerPlace? TryEnter()
    {
        lock (_lock)
        {
            return HasPlace && _depth == 0 ? Give() : null;
        }
    }

    /// <summary>Joins the queue.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="patience">Longest wait.</param>
    /// <returns>Null when the queue is full of requests that are no worse.</returns>
    public WaitingRequest? Join(RequestRank rank, TimeSpan patience)
    {
        lock (_lock)
        {
            if (_depth >= _room && !HasPlace && !Displace(rank))
            {
                _counts = _counts with { Full = _counts.Full + 1 };
                return null;
            }

            var own = new WaitingRequest(this, rank, time.GetTimestamp(), _depth);
            _lines[(int)rank].AddLast(own.Node);
            _depth++;
            own.Limit(time, patience);

            // A place may have become free since there was none.
            Admit();
            return own;
        }
    }

    internal void Free(WorkerPlace place)
    {
        lock (_lock)
        {
            _places.Remove(place);
            _rate.Count();
            Admit();
        }
    }

    /// <summary>Ends a wait, if it is not over already.</summary>
    internal void Remove(WaitingRequest one, WaitOutcome outcome)
    {
        lock (_lock)
        {
            if (one.Node.List is not null)
            {
                _counts = outcome == WaitOutcome.TimedOut ? _counts with { TimedOut = _counts.TimedOut + 1 }
                    : outcome == WaitOutcome.Left ? _counts with { Left = _counts.Left + 1 }
                    : _counts with { Full = _counts.Full + 1 };
                Take(one);
                one.End(outcome, null);
            }
        }
    }

    private bool HasPlace => _limit == 0 || _places.Count < _limit;

    private WorkerPlace Give()
    {
        var place = new WorkerPlace(this, time.GetTimestamp());
        _places.Add(place);
        return place;
    }

    private void Admit()
    {
        while (HasPlace && _depth > 0)
        {
            var next = Array.Find(_lines, line => line.Count > 0)!.First!.Value;
            Take(next);
            _counts = _counts with { Waited = _counts.Waited + 1, Seconds = _counts.Seconds + time.GetElapsedTime(next.Since).TotalSeconds };
            next.End(WaitOutcome.Admitted, Give());
        }
    }

    // The last of the worst rank has waited least and matters least.
    private bool Displace(RequestRank by)
    {
        var line = Array.FindLast(_lines, line => line.Count > 0);
        if (line?.Last?.Value is not { } last || last.Rank <= by)
        {
            return false;
        }

        Remove(last, WaitOutcome.Displaced);
        return true;
    }

    private void Take(WaitingRequest one)
    {
        _lines[(int)one.Rank].Remove(one.Node);
        _depth--;
    }
}
