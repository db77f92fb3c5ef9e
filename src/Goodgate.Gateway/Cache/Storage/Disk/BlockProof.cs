namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>
/// The blocks of a large body that were held against their checksums since its file was last changed. From any thread; a bit for each block.
/// </summary>
internal sealed class BlockProof
{
    private const int Bits = 64;

    private readonly Lock _lock = new();
    private ulong[] _proven = [];
    private long _changed;

    /// <summary>Notes a block that is what was written.</summary>
    /// <param name="changed">When the file was last changed, as it was told before the block was read.</param>
    /// <param name="index">Which block.</param>
    public void Add(long changed, long index)
    {
        lock (_lock)
        {
            var place = (int)(index / Bits);
            if (_changed != changed)
            {
                (_changed, _proven) = (changed, []);
            }

            if (place >= _proven.Length)
            {
                Array.Resize(ref _proven, Math.Max(place + 1, 2 * _proven.Length));
            }

            _proven[place] |= 1UL << (int)(index % Bits);
        }
    }

    /// <summary>How many blocks in a row are proven.</summary>
    /// <param name="changed">When the file was last changed.</param>
    /// <param name="index">The first block.</param>
    /// <param name="most">Blocks to look at.</param>
    public int Count(long changed, long index, int most)
    {
        lock (_lock)
        {
            var count = 0;
            while (_changed == changed && count < most && Has(index + count))
            {
                count++;
            }

            return count;
        }
    }

    private bool Has(long index) => index / Bits < _proven.Length && (_proven[index / Bits] & (1UL << (int)(index % Bits))) != 0;
}
