namespace Goodgate.Gateway.Workers;

/// <summary>
/// Requests that wait to be told of a death, in the order in which their connections broke. FPM's log names process and signal, never the request; but its
/// first process writes each death as it happens, so that the order of the lines is that of the closed connections.
/// </summary>
/// <param name="frequency">Ticks of the clock's timestamps in a second.</param>
internal sealed class DeathOrder(long frequency)
{
    /// <summary>Two closer than this may be seen, or written, in either order: a busy processor lets a process wait some milliseconds (EEVDF's slice is 3 ms).</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(10);

    private readonly List<Turn> _turns = [];

    /// <summary>One that waits.</summary>
    public sealed record Turn(long Broke);

    /// <summary>Comes in.</summary>
    /// <param name="broke">Timestamp of the close.</param>
    public Turn Enter(long broke)
    {
        var turn = new Turn(broke);
        var at = _turns.FindLastIndex(one => one.Broke <= broke) + 1;
        _turns.Insert(at, turn);
        return turn;
    }

    /// <summary>Goes, told or not. A second call does nothing.</summary>
    public void Leave(Turn turn) => _turns.RemoveAll(one => ReferenceEquals(one, turn));

    /// <summary>How many came certainly before it; null when one of them, or one behind it, came too close for that to be said.</summary>
    public int? Before(Turn turn)
    {
        var at = _turns.FindIndex(one => ReferenceEquals(one, turn));
        var isPlain = (at <= 0 || AreApart(_turns[at - 1], turn)) && (at + 1 >= _turns.Count || AreApart(turn, _turns[at + 1]));
        return at >= 0 && isPlain ? at : null;
    }

    /// <summary>How many wait.</summary>
    public int Count => _turns.Count;

    private bool AreApart(Turn one, Turn next) => (next.Broke - one.Broke) / (double)frequency >= Apart.TotalSeconds;
}
