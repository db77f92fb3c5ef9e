namespace Goodgate.Wire.Tests.Http1;

/// <summary>Makes broken messages out of a corpus: flips, overwrites, insertions, cuts, copies and splices, as a seed says.</summary>
/// <param name="random">Decides.</param>
/// <param name="seeds">The corpus.</param>
/// <param name="pieces">What is inserted, beside single bytes.</param>
internal sealed class Mutation(Random random, IEnumerable<string> seeds, IEnumerable<string> pieces)
{
    // Longer ones are long only to exceed a bound; the fuzzer lowers the bounds instead.
    private const int LongestSeed = 500;
    private const int Longest = 700;

    private static readonly byte[] Special = Latin1.Bytes("\r\n\r\n\0 \t:;,=\"\\0159afAFxX+-\x7F\x80\xFF\x0B\x0C\x1B\x85");

    private readonly byte[][] _seeds = [.. seeds.Select(Latin1.Bytes).Where(bytes => bytes.Length is > 0 and <= LongestSeed)];
    private readonly byte[][] _pieces = [.. pieces.Select(Latin1.Bytes)];
    private readonly byte[] _bytes = new byte[Longest * 2];
    private int _length;

    /// <summary>The next broken message; overwritten by the one after it.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var seed = Pick(_seeds);
        seed.CopyTo(_bytes, 0);
        _length = seed.Length;
        for (var times = random.Next(0, 5); times > 0; times--)
        {
            Mutate();
        }

        return _bytes.AsSpan(0, _length);
    }

    private void Mutate()
    {
        var at = random.Next(_length + 1);
        switch (random.Next(9))
        {
            case 0 when at < _length:
                _bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < _length:
                _bytes[at] = Pick(Special);
                break;
            case 2 when at < _length:
                _bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                Insert(at, [Pick(Special)]);
                break;
            case 4:
                Insert(at, Pick(_pieces));
                break;
            case 5:
                _length = at;
                break;
            case 6:
                Remove(at, random.Next(1, 20));
                break;
            case 7:
                Insert(at, _bytes.AsSpan(at, Math.Min(random.Next(1, 60), _length - at)).ToArray());
                break;
            default:
                Splice(at, Pick(_seeds));
                break;
        }
    }

    private void Insert(int at, ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length <= Longest)
        {
            _bytes.AsSpan(at, _length - at).CopyTo(_bytes.AsSpan(at + piece.Length));
            piece.CopyTo(_bytes.AsSpan(at));
            _length += piece.Length;
        }
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _bytes.AsSpan(at + count, _length - at - count).CopyTo(_bytes.AsSpan(at));
        _length -= count;
    }

    // The start of this one and the end of another.
    private void Splice(int at, ReadOnlySpan<byte> other)
    {
        var end = other[random.Next(other.Length)..];
        end.CopyTo(_bytes.AsSpan(at));
        _length = at + end.Length;
    }

    private T Pick<T>(T[] all) => all[random.Next(all.Length)];
}
