using Goodgate.Gateway.Cache.Storage.Eviction;

namespace Goodgate.Caching;

/// <summary>The product's own policy, as the store uses it.</summary>
internal sealed class S3FifoCache(long capacity) : ISimulatedCache
{
    private readonly Dictionary<int, PolicyNode> _in = [];
    private readonly S3Fifo _policy = new((int)Math.Clamp(capacity / (16 * 1024), 1024, 256 * 1024));

    public bool Ask(Request request)
    {
        if (_in.TryGetValue(request.Page, out var node))
        {
            node.Touch();
            return true;
        }

        _in[request.Page] = node = new PolicyNode(request.Page, unchecked((uint)request.Page * 2654435761u)) { Size = request.Size };
        _policy.Add(node);
        while (_policy.Bytes > capacity)
        {
            _in.Remove((int)_policy.Evict()!.Owner);
        }

        return false;
    }
}
