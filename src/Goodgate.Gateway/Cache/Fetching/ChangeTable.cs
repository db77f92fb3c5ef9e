namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// When pages were last made invalid by a success that changes something. A page that was asked for before it and comes after it may show what was before.
/// From any thread.
/// </summary>
internal sealed class ChangeTable
{
    // 64 KiB. Two addresses that share a place cost a question to the server, and only when one of them is on its way while the other changes.
    private const int Places = 8192;

    private readonly long[] _places = new long[Places];
    private long _last;

    /// <summary>Number of the last change.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Notes a change, before stored pages are looked for.</summary>
    public void Note(string key)
    {
        var number = Interlocked.Increment(ref _last);
        ref var place = ref Place(key);
        for (var seen = Volatile.Read(ref place); seen < number;)
        {
            // The larger number stays, whoever comes last.
            var before = Interlocked.CompareExchange(ref place, number, seen);
            seen = before == seen ? number : before;
        }
    }

    /// <summary>True when it has changed since.</summary>
    /// <param name="key">Its primary key.</param>
    /// <param name="last"><see cref="Last"/> of that moment.</param>
    public bool HasSince(string key, long last) => Interlocked.Read(ref Place(key)) > last;

    // Hashes of strings differ from process to process: nobody can choose addresses that share a place.
    private ref long Place(string key) => ref _places[(uint)key.GetHashCode(StringComparison.Ordinal) % Places];
}
