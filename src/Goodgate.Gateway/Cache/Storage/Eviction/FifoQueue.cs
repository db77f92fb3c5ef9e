namespace Goodgate.Gateway.Cache.Storage.Eviction;

/// <summary>First in, first out; any item can be taken out at any time. Not for several threads.</summary>
internal sealed class FifoQueue
{
    private PolicyNode? _newest;

    public PolicyNode? Oldest { get; private set; }

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public void Add(PolicyNode node)
    {
        (node.Queue, node.Newer, node.Older) = (this, null, _newest);
        if (_newest is null)
        {
            Oldest = node;
        }
        else
        {
            _newest.Newer = node;
        }

        _newest = node;
        Bytes += node.Size;
        Count++;
    }

    public void Remove(PolicyNode node)
    {
        if (node.Newer is null)
        {
            _newest = node.Older;
        }
        else
        {
            node.Newer.Older = node.Older;
        }

        if (node.Older is null)
        {
            Oldest = node.Newer;
        }
        else
        {
            node.Older.Newer = node.Newer;
        }

        (node.Queue, node.Newer, node.Older) = (null, null, null);
        Bytes -= node.Size;
        Count--;
    }
}
