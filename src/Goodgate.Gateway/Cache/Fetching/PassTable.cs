using System.Collections.Concurrent;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// Keys whose responses were not to be stored a moment ago: nobody waits for another's response there. Varnish calls it hit-for-miss. Bounded; a key that is
/// forgotten costs one wait.
/// </summary>
/// <param name="time">Clock.</param>
internal sealed class PassTable(TimeProvider time)
{
    // Varnish's default_ttl of hit-for-miss objects.
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(2);

    // A usual key has a hundred characters: twenty thousand of them. The longest have 8 KiB, and anybody can make them up: 4 MiB at most, and as much again for the table.
    private const int MostCharacters = 2 * 1024 * 1024;

    // What an entry takes beside its key.
    private const int Overhead = 64;

    private readonly ConcurrentDictionary<string, Pass> _until = new(StringComparer.Ordinal);
    private int _characters;

    /// <summary>Keys that are noted.</summary>
    public int Count => _until.Count;

    /// <summary>Notes it.</summary>
    /// <param name="key">The primary key.</param>
    /// <param name="why">What was found in its content, as a word: the next head cannot tell of it, and must not promise more. Null = nothing.</param>
    public void Add(string key, string? why = null)
    {
        var until = new Pass((time.GetUtcNow() + Term).ToUnixTimeMilliseconds(), why);
        if (_until.TryAdd(key, until))
        {
            if (Interlocked.Add(ref _characters, key.Length + Overhead) > MostCharacters)
            {
                _until.Clear();
                Volatile.Write(ref _characters, 0);
            }
        }
        else
        {
            _until[key] = until;
        }
    }

    /// <summary>Why its last content was not stored, until one is: beyond the term as well. Null = nothing is known against it.</summary>
    public string? Why(string key) => !_until.IsEmpty && _until.TryGetValue(key, out var pass) ? pass.Why : null;

    public bool Has(string key) => !_until.IsEmpty && _until.TryGetValue(key, out var pass) && pass.Until > time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Remove(string key)
    {
        if (!_until.IsEmpty && _until.TryRemove(key, out _))
        {
            Interlocked.Add(ref _characters, -(key.Length + Overhead));
        }
    }

    // Until: Unix milliseconds.
    private readonly record struct Pass(long Until, string? Why);
}
