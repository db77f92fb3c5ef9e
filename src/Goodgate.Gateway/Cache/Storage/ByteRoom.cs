namespace Goodgate.Gateway.Cache.Storage;

/// <summary>Bytes that may be taken, all together. From any thread.</summary>
/// <param name="most">Most bytes.</param>
internal sealed class ByteRoom(long most)
{
    private long _used;

    /// <summary>Bytes taken now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Takes room; false when there is not so much left.</summary>
    public bool TryReserve(long bytes)
    {
        // What is more than all of it must not be added: the sum could wrap around.
        if (bytes > most)
        {
            return false;
        }

        if (Interlocked.Add(ref _used, bytes) <= most)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _used, -bytes);
}
