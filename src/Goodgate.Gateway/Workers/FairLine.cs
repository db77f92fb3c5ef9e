using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// Requests of one rank that wait. Clients take turns: the second request of one goes behind the first of all others, so that nobody makes the others wait, or
/// fills the queue, by asking often (start-time fair queueing, Goyal, Vin and Cheng, 1996, where each request costs the same). Within a turn, and where all are of
/// one client, in order. Not safe from several threads: the gate locks.
/// </summary>
internal sealed class FairLine
{
    private readonly LinkedList<WaitingRequest> _line = new();
    private readonly Dictionary<Subscriber, (int Waiting, long LastTurn)> _clients = [];
    private long _turn;

    /// <summary>Requests that wait.</summary>
    public int Count => _line.Count;

    /// <summary>Who goes next; null when nobody waits.</summary>
    public WaitingRequest? First => _line.First?.Value;

    /// <summary>Who goes last; null when nobody waits.</summary>
    public WaitingRequest? Last => _line.Last?.Value;

    /// <summary>The turn of a client's next request.</summary>
    public long TurnOf(Subscriber client) => (_clients.TryGetValue(client, out var own) ? Math.Max(own.LastTurn, _turn) : _turn) + 1;

    /// <summary>How many go before a request of that turn.</summary>
    public int Before(long turn)
    {
        var behind = 0;
        for (var node = _line.Last; node?.Value.Turn > turn; node = node.Previous)
        {
            behind++;
        }

        return _line.Count - behind;
    }

    /// <summary>Adds one at its turn.</summary>
    public void Add(WaitingRequest one)
    {
        var node = _line.Last;
        while (node?.Value.Turn > one.Turn)
        {
            node = node.Previous;
        }

        if (node is null)
        {
            _line.AddFirst(one.Node);
        }
        else
        {
            _line.AddAfter(node, one.Node);
        }

        _clients[one.Client] = (_clients.GetValueOrDefault(one.Client).Waiting + 1, one.Turn);
    }

    /// <summary>One has been let through.</summary>
    public void Admit(WaitingRequest one)
    {
        _turn = Math.Max(_turn, one.Turn);
        Remove(one);
    }

    /// <summary>One waits no more.</summary>
    public void Remove(WaitingRequest one)
    {
        _line.Remove(one.Node);
        var (waiting, turn) = _clients[one.Client];
        if (waiting > 1)
        {
            // One that leaves before its turn came gives it back: the client's next takes it.
            _clients[one.Client] = (waiting - 1, one.Turn == turn ? turn - 1 : turn);
        }
        else
        {
            _clients.Remove(one.Client);
        }
    }
}
