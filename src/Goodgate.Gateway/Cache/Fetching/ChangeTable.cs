namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// The last pages that a success that changes something made invalid. A page that was asked for before that and comes after it may show what was before.
/// From any thread.
/// </summary>
internal sealed class ChangeTable
{
    // 128 KiB: a thousand changes a second for half a minute. Whoever is asked for longer is taken for changed, which costs a question to its server.
    private const int Most = 32 * 1024;

    private readonly Lock _gate = new();
    private readonly int[] _ring = new int[Most];
    private long _last;

    /// <summary>Number of the last change.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Notes a change, before stored pages are looked for.</summary>
    public void Note(string key)
    {
        lock (_gate)
        {
            _ring[(_last + 1) % Most] = Hash(key);
            Volatile.Write(ref _last, _last + 1);
        }
    }

    /// <summary>True when it has changed since.</summary>
    /// <param name="key">Its primary key.</param>
    /// <param name="last"><see cref="Last"/> of that moment.</param>
    public bool HasSince(string key, long last)
    {
        if (Last == last)
        {
            return false;
        }

        var hash = Hash(key);
        lock (_gate)
        {
            if (_last - last > Most)
            {
                return true;
            }

            for (var number = last + 1; number <= _last; number++)
            {
                if (_ring[number % Most] == hash)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What has changed since, for many questions at once.</summary>
    /// <param name="last"><see cref="Last"/> of that moment.</param>
    /// <returns>Says it of a primary key; null when nothing has.</returns>
    public Predicate<string>? Since(long last)
    {
        lock (_gate)
        {
            if (_last == last)
            {
                return null;
            }

            if (_last - last > Most)
            {
                return static _ => true;
            }

            var hashes = new HashSet<int>();
            for (var number = last + 1; number <= _last; number++)
            {
                hashes.Add(_ring[number % Most]);
            }

            return key => hashes.Contains(Hash(key));
        }
    }

    // It differs from process to process: nobody can choose two addresses that share one.
    private static int Hash(string key) => key.GetHashCode(StringComparison.Ordinal);
}
