namespace Goodgate.Gateway.Cache.Storage.Eviction;

/// <summary>
/// Chooses who goes when room is needed (docs/decisions/0020-s3-fifo.md): S3-FIFO of Yang and others, "FIFO queues are all you need for cache eviction", SOSP 2023.
/// New items go through a small queue; who was not asked for twice there leaves soon, so that a crawler that reads everything once pushes out nothing. Who was
/// goes to the main queue, and round again for each use. Who comes back soon after it left goes to the main queue at once. Each step is O(1). Not for several threads.
/// </summary>
/// <param name="ghosts">Names of evicted items remembered.</param>
internal sealed class S3Fifo(int ghosts)
{
    // A tenth of the bytes, as in the paper.
    private const int SmallShare = 10;

    private readonly FifoQueue _small = new();
    private readonly FifoQueue _main = new();
    private readonly GhostTable _ghosts = new(ghosts);

    /// <summary>Bytes of all items.</summary>
    public long Bytes => _small.Bytes + _main.Bytes;

    /// <summary>Items.</summary>
    public int Count => _small.Count + _main.Count;

    /// <summary>Takes an item in.</summary>
    public void Add(PolicyNode node)
    {
        node.Uses = 0;
        var cameBack = _ghosts.Take(node.Hash, Math.Max(_main.Count, Count / 2));
        (cameBack ? _main : _small).Add(node);
    }

    /// <summary>Takes an item out.</summary>
    public void Remove(PolicyNode node) => node.Queue?.Remove(node);

    /// <summary>Chooses an item and takes it out.</summary>
    /// <returns>Null when there is none.</returns>
    public PolicyNode? Evict()
    {
        while (true)
        {
            var fromSmall = _main.Oldest is null || _small.Bytes * SmallShare > Bytes;
            var node = fromSmall ? _small.Oldest ?? _main.Oldest : _main.Oldest;
            if (node is null)
            {
                return null;
            }

            var isNew = node.Queue == _small;
            node.Queue!.Remove(node);
            if (isNew ? node.Uses > 1 : node.Uses > 0)
            {
                node.Uses = (byte)(isNew ? 0 : node.Uses - 1);
                _main.Add(node);
                continue;
            }

            if (isNew)
            {
                _ghosts.Add(node.Hash);
            }

            return node;
        }
    }
}
