namespace Goodgate.Caching;

/// <summary>
/// W-TinyLFU (Einziger, Friedman, Manes, ACM TOS 2017) with its usual numbers: a window of 1 %, the rest a segmented LRU of which 80 % are protected; who leaves
/// the window stays when a sketch of frequencies knows it better than the victim of the rest.
/// </summary>
internal sealed class TinyLfuCache : ISimulatedCache
{
    private readonly Dictionary<int, LinkedListNode<Request>> _in = [];
    private readonly Dictionary<int, LinkedList<Request>> _where = [];
    private readonly LinkedList<Request> _window = new();
    private readonly LinkedList<Request> _probation = new();
    private readonly LinkedList<Request> _protected = new();
    private readonly Dictionary<LinkedList<Request>, long> _bytes;
    private readonly byte[][] _sketch;
    private readonly long _capacity;
    private int _seen;

    public TinyLfuCache(long capacity)
    {
        _capacity = capacity;
        _bytes = new() { [_window] = 0, [_probation] = 0, [_protected] = 0 };
        var width = (int)Math.Max(1024, capacity / (16 * 1024));
        _sketch = [.. Enumerable.Range(0, 4).Select(_ => new byte[width])];
    }

    private long All => _bytes[_window] + _bytes[_probation] + _bytes[_protected];

    public bool Ask(Request request)
    {
        Count(request.Page);
        if (_in.TryGetValue(request.Page, out var node))
        {
            Use(node);
            return true;
        }

        Put(request, _window);
        Settle();
        return false;
    }

    private void Use(LinkedListNode<Request> node)
    {
        var list = _where[node.Value.Page];
        Take(node);
        Put(node.Value, list == _window ? _window : _protected);
        while (_bytes[_protected] > (_capacity * 99 / 100) * 80 / 100)
        {
            var last = _protected.Last!;
            Take(last);
            Put(last.Value, _probation);
        }
    }

    private void Settle()
    {
        while (_bytes[_window] > _capacity / 100 && _window.Last is { } candidate)
        {
            Take(candidate);
            var isBetter = true;
            while (isBetter && All + candidate.Value.Size > _capacity && (_probation.Last ?? _protected.Last) is { } victim)
            {
                isBetter = Frequency(candidate.Value.Page) > Frequency(victim.Value.Page);
                if (isBetter)
                {
                    Take(victim);
                }
            }

            if (isBetter && All + candidate.Value.Size <= _capacity)
            {
                Put(candidate.Value, _probation);
            }
        }
    }

    private void Put(Request request, LinkedList<Request> list)
    {
        _in[request.Page] = list.AddFirst(request);
        _where[request.Page] = list;
        _bytes[list] += request.Size;
    }

    private void Take(LinkedListNode<Request> node)
    {
        var list = _where[node.Value.Page];
        list.Remove(node);
        _bytes[list] -= node.Value.Size;
        _in.Remove(node.Value.Page);
        _where.Remove(node.Value.Page);
    }

    // Counters of four bits; all are halved after ten times as many requests as there are counters.
    private void Count(int page)
    {
        for (var row = 0; row < _sketch.Length; row++)
        {
            ref var counter = ref _sketch[row][Place(page, row)];
            counter = (byte)Math.Min(counter + 1, 15);
        }

        if (++_seen >= 10 * _sketch[0].Length)
        {
            _seen /= 2;
            foreach (var row in _sketch)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] /= 2;
                }
            }
        }
    }

    private int Frequency(int page) => Enumerable.Range(0, _sketch.Length).Min(row => _sketch[row][Place(page, row)]);

    private int Place(int page, int row)
    {
        var hash = unchecked((uint)(page + 1) * 2654435761u * (uint)((2 * row) + 1));
        hash ^= hash >> 15;
        hash = unchecked(hash * 2246822519u);
        return (int)((hash ^ (hash >> 13)) % (uint)_sketch[row].Length);
    }
}
