using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// Lets no more requests through than there are workers. The others wait here and not in the listen queue of the server, where nobody can say who goes
/// first, take back a request whose client has gone, or tell that it is full. By rank, and by turns of the clients within one; a full queue loses its last.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class WorkerGate(TimeProvider time)
{
    // Whoever is told to come back later than that does not come back.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<WorkerPlace> _places = [];
    private readonly ServicePace _pace = new();
    private readonly FairLine[] _lines = [.. Enum.GetValues<RequestRank>().Select(_ => new FairLine())];
    private readonly FreeRate _rate = new(time);
    private int _limit;
    private int _room;
    private int _depth;
    private int _abandoned;
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
    /// <param name="target">Path and query of the request.</param>
    public WorkerPlace? TryEnter(string target = "")
    {
        var page = PageOf(target);
        lock (_lock)
        {
            return HasPlace && _depth == 0 && !IsGivenUp(page) ? Give(target) : null;
        }
    }

    /// <summary>Joins the queue.</summary>
    /// <param name="rank">Its rank.</param>
    /// <param name="patience">Longest wait.</param>
    /// <param name="refusal">Why not: full of requests that are no worse, or so long that the wait would be in vain, or its page has too many workers already.</param>
    /// <param name="target">Path and query of the request.</param>
    /// <param name="client">Whose request it is.</param>
    /// <returns>Null when it may not.</returns>
    internal WaitingRequest? Join(RequestRank rank, TimeSpan patience, out WaitOutcome refusal, string target = "", Subscriber client = default)
    {
        var page = PageOf(target);
        lock (_lock)
        {
            var turn = _lines[(int)rank].TurnOf(client);
            refusal = IsGivenUp(page) ? WaitOutcome.GivenUp : IsHopeless(rank, turn, patience) ? WaitOutcome.Hopeless : WaitOutcome.Full;
            if (refusal == WaitOutcome.GivenUp || (!HasPlace && (refusal == WaitOutcome.Hopeless || (_depth >= _room && !Displace(rank, turn)))))
            {
                return null;
            }

            var own = new WaitingRequest(this, rank, target, time.GetTimestamp()) { Client = client, Turn = turn };
            _lines[(int)rank].Add(own);
            _depth++;
            own.Limit(time, patience);

            // A place may have become free since there was none.
            Admit();
            return own;
        }
    }

    /// <summary>Counts one that was turned away because it could not join.</summary>
    public void Refuse()
    {
        lock (_lock)
        {
            _counts = _counts with { Full = _counts.Full + 1 };
        }
    }

    /// <summary>A request that nobody waits for runs on, or has ended.</summary>
    internal void CountAbandoned(int change) => Interlocked.Add(ref _abandoned, change);

    internal void Free(WorkerPlace place)
    {
        lock (_lock)
        {
            _places.Remove(place);
            _pace.Add(time.GetElapsedTime(place.Since), _limit);
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
                _lines[(int)one.Rank].Remove(one);
                _depth--;
                one.End(outcome, null);
            }
        }
    }

    private bool HasPlace => _limit == 0 || _places.Count < _limit;

    // An estimate: a quarter of the time is left to its error, so that hardly anybody waits in vain.
    private bool IsHopeless(RequestRank rank, long turn, TimeSpan patience)
    {
        var ahead = _lines[(int)rank].Before(turn);
        for (var line = 0; line < (int)rank; line++)
        {
            ahead += _lines[line].Count;
        }

        return _pace.Wait(ahead, _limit) > 0.75 * patience;
    }

    // A quarter of the workers runs a page for clients that gave up on it, and half of them are with it: it would take them all, and serve nobody. Where
    // there are fewer than four, a quarter of them is no sign.
    private bool IsGivenUp(int page)
    {
        if (_limit < 4 || Volatile.Read(ref _abandoned) * 4 < _limit || page == 0)
        {
            return false;
        }

        var (all, abandoned) = (0, 0);
        foreach (var place in _places)
        {
            if (place.Page == page)
            {
                all++;
                abandoned += place.IsAbandoned ? 1 : 0;
            }
        }

        return all * 2 >= _limit && abandoned * 4 >= _limit;
    }

    // Asked before the gate is locked, and only where it may matter.
    private int PageOf(string target) => Volatile.Read(ref _abandoned) > 0 ? PageName.Key(target) : 0;

    private WorkerPlace Give(string target)
    {
        var place = new WorkerPlace(this, target, time.GetTimestamp());
        _places.Add(place);
        return place;
    }

    private void Admit()
    {
        while (HasPlace && _depth > 0)
        {
            var line = Array.Find(_lines, line => line.Count > 0)!;
            var next = line.First!;
            line.Admit(next);
            _depth--;
            if (IsGivenUp(next.Page))
            {
                next.End(WaitOutcome.GivenUp, null);
                _counts = _counts with { Full = _counts.Full + 1 };
                continue;
            }

            _counts = _counts with { Waited = _counts.Waited + 1, Seconds = _counts.Seconds + time.GetElapsedTime(next.Since).TotalSeconds };
            next.End(WaitOutcome.Admitted, Give(next.Target));
        }
    }

    // The last of the worst rank matters least, and the last of a rank is of the client that asks most.
    private bool Displace(RequestRank by, long turn)
    {
        if (Array.FindLast(_lines, line => line.Count > 0)?.Last is not { } last || last.Rank < by || (last.Rank == by && last.Turn <= turn))
        {
            return false;
        }

        Remove(last, WaitOutcome.Displaced);
        return true;
    }
}
