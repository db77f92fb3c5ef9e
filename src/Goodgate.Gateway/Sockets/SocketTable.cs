namespace Goodgate.Gateway.Sockets;

/// <summary>
/// The sockets of one loop. The kernel gets a number for each, never a pointer: an event of a socket that has gone finds nothing, or another socket
/// whose number differs in its upper half.
/// </summary>
internal sealed class SocketTable
{
    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private PolledSocket?[] _sockets = new PolledSocket?[64];
    private uint _turn;
    private int _used;

    /// <summary>Sockets in it.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _used - _free.Count;
            }
        }
    }

    /// <summary>Puts a socket in.</summary>
    /// <returns>Its place.</returns>
    public long Add(PolledSocket socket)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var index))
            {
                index = _used++;
                if (index == _sockets.Length)
                {
                    var larger = new PolledSocket?[_sockets.Length * 2];
                    _sockets.CopyTo(larger, 0);
                    Volatile.Write(ref _sockets, larger);
                }
            }

            var place = ((long)++_turn << 32) | (uint)index;
            socket.Place = place;
            Volatile.Write(ref _sockets[index], socket);
            return place;
        }
    }

    /// <summary>Takes a socket out.</summary>
    public void Remove(long place)
    {
        lock (_lock)
        {
            var index = (int)(uint)place;
            Volatile.Write(ref _sockets[index], null);
            _free.Push(index);
        }
    }

    /// <summary>The socket at a place; null when it has gone.</summary>
    public PolledSocket? Find(long place)
    {
        var found = Volatile.Read(ref Volatile.Read(ref _sockets)[(int)(uint)place]);
        return found?.Place == place ? found : null;
    }
}
