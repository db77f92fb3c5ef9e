namespace Goodgate.Caching;

/// <summary>FIFO, or LRU when a use moves to the front.</summary>
internal sealed class QueueCache(long capacity, bool movesOnUse) : ISimulatedCache
{
    private readonly Dictionary<int, LinkedListNode<Request>> _in = [];
    private readonly LinkedList<Request> _order = new();
    private long _bytes;

    public bool Ask(Request request)
    {
        if (_in.TryGetValue(request.Page, out var node))
        {
            if (movesOnUse)
            {
                _order.Remove(node);
                _order.AddFirst(node);
            }

            return true;
        }

        _in[request.Page] = _order.AddFirst(request);
        _bytes += request.Size;
        while (_bytes > capacity)
        {
            var last = _order.Last!;
            _order.RemoveLast();
            _in.Remove(last.Value.Page);
            _bytes -= last.Value.Size;
        }

        return false;
    }
}
