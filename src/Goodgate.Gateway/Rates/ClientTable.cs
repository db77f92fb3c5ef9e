using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Rates;

/// <summary>
/// What is remembered of the clients of one limit: for each the time at which its last request becomes due (the generic cell rate algorithm, ITU-T I.371,
/// which is a token bucket in one number). A client whose time has come is as good as unknown, so nothing needs to be cleared away.
/// </summary>
/// <remarks>
/// The size is fixed, whoever comes: 1.5 MiB, from the first request on. A client has its place among sixteen. When these are taken by clients that still
/// matter, the one that owes least is forgotten, and begins anew when it comes back. So a full table never refuses anybody who was not too fast himself;
/// who fills it with a hundred thousand addresses gains a few requests for some of them, and those that are being refused stay refused.
/// </remarks>
/// <param name="time">Clock.</param>
internal sealed class ClientTable(TimeProvider time)
{
    /// <summary>Clients remembered at most.</summary>
    public const int Most = Sets * Ways;

    // Sixteen entries of 24 bytes are six cache lines. At half the table's size one set in 250 is full, at a quarter one in a million.
    private const int Ways = 16;
    private const int Sets = 4096;

    // More than there are processors, as a rule; each is held for a fraction of a microsecond.
    private const int Gates = 64;

    private readonly long _began = time.GetTimestamp();
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];
    private Entry[]? _entries;

    /// <summary>A request of a client: lets it through and remembers it, or says how long it has to wait. One that waits costs it nothing.</summary>
    /// <param name="client">Who.</param>
    /// <param name="interval">Time in which one request becomes due, ticks of 100 ns.</param>
    /// <param name="tolerance">How far ahead of that a client may be, ticks.</param>
    public RateDecision Take(Subscriber client, long interval, long tolerance)
    {
        var entries = LazyInitializer.EnsureInitialized(ref _entries, static () => new Entry[Most]);
        var set = SetOf(client);
        lock (_gates[set % Gates])
        {
            // Counted from the table's beginning: the clock's own count may be any number, and wrap around.
            var now = time.GetElapsedTime(_began).Ticks;
            ref var entry = ref Find(entries.AsSpan(set * Ways, Ways), client, out var isKnown);
            var hasForgotten = !isKnown && entry.Due > now;

            // With settings of before a reload it may have come further than these would have let it.
            var due = isKnown ? Math.Clamp(entry.Due, now, now + tolerance + interval) : now;
            var wait = Math.Max(0, due - tolerance - now);
            entry = new Entry(client, wait > 0 ? due : due + interval);
            return new RateDecision(TimeSpan.FromTicks(wait), hasForgotten);
        }
    }

    // The entry of a client or, where there is none, that of the one who owes least.
    private static ref Entry Find(Span<Entry> set, Subscriber client, out bool isKnown)
    {
        var least = 0;
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i].Client == client)
            {
                isKnown = true;
                return ref set[i];
            }

            least = set[i].Due < set[least].Due ? i : least;
        }

        isKnown = false;
        return ref set[least];
    }

    // HashCode has a seed of its own in each process: nobody can choose addresses that meet in one set. The halves go in one by one, since the hash of a
    // 64-bit number is their XOR, and who is given a /32 chooses both.
    private static int SetOf(Subscriber client) => HashCode.Combine((uint)(client.Bits >> 32), (uint)client.Bits, client.IsIPv6) & (Sets - 1);

    private readonly record struct Entry(Subscriber Client, long Due);
}

/// <summary>What becomes of a request.</summary>
/// <param name="Wait">Zero: it goes on. Else it is refused, and one after this time would go on, if the client sends no other before.</param>
/// <param name="HasForgotten">True when another client had to be forgotten for it.</param>
internal readonly record struct RateDecision(TimeSpan Wait, bool HasForgotten);
