namespace Goodgate.Gateway.Files.Coding;

/// <summary>How many responses may be compressed at once: each holds about a MiB. Who finds no room sends what it has as it is.</summary>
internal sealed class CodingRoom(int most)
{
    /// <summary>Room for a busy machine: 32 for each processor.</summary>
    public static int Usual => 32 * Environment.ProcessorCount;

    private int _used;

    /// <summary>Takes a place, which is to be given back; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _used) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _used);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _used);
}
