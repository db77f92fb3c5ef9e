using System.Threading.Channels;

namespace Goodgate.Gateway.Observing;

/// <summary>A queue between traffic and something slower. Never waits: when it is full the item is dropped, and the drop is counted.</summary>
public sealed class BoundedQueue<T>(int capacity)
{
    private readonly Channel<T> _channel = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _dropped;

    /// <summary>Items lost since the start.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    public ChannelReader<T> Reader => _channel.Reader;

    /// <summary>Adds an item, or counts its loss.</summary>
    public void Add(T item)
    {
        if (!_channel.Writer.TryWrite(item))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>No more will come.</summary>
    public void Complete() => _channel.Writer.TryComplete();
}
