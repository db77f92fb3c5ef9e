namespace Goodgate.Gateway.Observing.Failures;

/// <summary>The last items, in memory. Safe from any thread.</summary>
public sealed class Ring<T>(int capacity)
{
    private readonly Lock _lock = new();
    private readonly T[] _items = new T[capacity];
    private int _next;
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Adds an item; the oldest one goes when there is no room.</summary>
    public void Add(T item)
    {
        lock (_lock)
        {
            _items[_next] = item;
            _next = (_next + 1) % _items.Length;
            _count = Math.Min(_count + 1, _items.Length);
        }
    }

    /// <summary>Adds items older than all that are here, as far as there is room.</summary>
    /// <param name="items">The newest of them first.</param>
    public void AddOlder(IEnumerable<T> items)
    {
        lock (_lock)
        {
            foreach (var item in items.Take(_items.Length - _count))
            {
                _count++;
                _items[(_next - _count + _items.Length) % _items.Length] = item;
            }
        }
    }

    /// <summary>A copy, the newest first.</summary>
    public T[] ToArray()
    {
        lock (_lock)
        {
            var copy = new T[_count];
            for (var i = 0; i < _count; i++)
            {
                copy[i] = _items[(_next - 1 - i + _items.Length) % _items.Length];
            }

            return copy;
        }
    }
}
