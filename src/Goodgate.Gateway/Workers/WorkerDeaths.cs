using System.Globalization;
using System.Runtime.CompilerServices;
using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// Asks FPM's log why a worker ended in the middle of a request. From outside a segfault, an OOM kill, <c>request_terminate_timeout</c> and a reload are the same
/// closed connection; FPM writes which it was, a moment later. All who ask at the same time get what one reader reads.
/// </summary>
/// <param name="log">FPM's log.</param>
/// <param name="pool">Its pool.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerDeaths(RecentEvents log, WorkerPool pool, TimeProvider time)
{
    /// <summary>Time from the failure in which FPM is expected to have written. The visitor waits for a page that says what happened.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait: on a machine so busy that the looks of <see cref="Patience"/> take longer, FPM writes later too; a disk may not answer at all.</summary>
    internal static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    // As many as a machine that has time makes in that patience, but for two or three.
    private const int Looks = 10;

    /// <summary>Requests that wait for the log at most; those beyond go without. A storm of crashes must not become one of waiting requests.</summary>
    public const int MostWaiting = 200;

    // In a reload FPM writes no deaths (they are for log_level = debug); its own line must not hide one that is just being written.
    private static readonly TimeSpan MasterAfter = 3 * RecentEvents.BetweenLooks;

    private readonly Lock _lock = new();
    private readonly DeathOrder _order = new(time.TimestampFrequency);

    // Deaths that were told apart by their order, with all of that time: who gets the last of them is as little certain as who got the first.
    private readonly ConditionalWeakTable<FpmEvent, string> _inTurn = [];
    private HashSet<FpmEvent> _told = new(ReferenceEqualityComparer.Instance);
    private int _waiting;

    public static WorkerDeaths Of(string log, WorkerPool pool, TimeProvider time) =>
        new(new RecentEvents(new FpmLogFollower(log, time.LocalTimeZone).ReadOn, time), pool, time);

    /// <summary>The failure, with what the log says of it; as it was when the log says nothing.</summary>
    /// <param name="seen">The failure: a request without its end.</param>
    /// <param name="script">File of the script, as the worker knows it; null when that is not known.</param>
    /// <param name="began">Timestamp of the clock when the attempt began.</param>
    /// <param name="broke">Timestamp when it ended.</param>
    public async ValueTask<Observation> ExplainAsync(Observation seen, string? script, long began, long broke)
    {
        DeathOrder.Turn turn;
        lock (_lock)
        {
            turn = _order.Enter(broke);
        }

        try
        {
            return Interlocked.Increment(ref _waiting) > MostWaiting
                ? Silent(seen, $"not asked: {MostWaiting} other requests that were cut short wait for what it says")
                : await AskAsync(seen, new CutRequest(script, Past(began), Past(broke)), turn);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            lock (_lock)
            {
                _order.Leave(turn);
            }
        }
    }

    private async ValueTask<Observation> AskAsync(Observation seen, CutRequest request, DeathOrder.Turn turn)
    {
        var broke = turn.Broke;
        LogReading? read = null;
        for (var looks = 0; Left(broke, looks) is var left && left > TimeSpan.Zero; looks++)
        {
            try
            {
                read = await log.LookAsync().WaitAsync(left, time);
            }
            catch (TimeoutException)
            {
                break;
            }

            if (Look(seen, request, turn, read.Events, time.GetElapsedTime(broke) >= MasterAfter) is { } told)
            {
                return told;
            }

            if (read.Problem is { } problem)
            {
                return Silent(seen, problem);
            }
        }

        // No more time for another look: what FPM did as a whole was told before, and nothing more precise was.
        return (read is null ? null : Look(seen, request, turn, read.Events, masterToo: true, isLast: true))
            ?? Silent(seen, string.Create(CultureInfo.InvariantCulture, $"says nothing of a worker's end in the {Patience.TotalMilliseconds:0} ms after it"));
    }

    private TimeSpan Left(long broke, int looks) => time.GetElapsedTime(broke) is var waited && waited >= Patience && looks >= Looks ? TimeSpan.Zero : Most - waited;

    private Observation? Look(Observation seen, CutRequest request, DeathOrder.Turn turn, IReadOnlyList<FpmEvent> all, bool masterToo, bool isLast = false)
    {
        lock (_lock)
        {
            var events = Concerning(request, all);
            var (deaths, named) = events.Exists(one => one.IsDeath) ? DeathReport.Find(events, request, Workers(request.Script)) : ([], false);
            var found = named ? DeathReport.Alike(deaths) : Choose(deaths, turn, isLast);
            var master = found is null && !masterToo ? null : DeathReport.Master(events, request);
            if (found is null && master is null)
            {
                return isLast && deaths.Count > 1 ? Undivided(seen, deaths) : null;
            }

            if (found is not null)
            {
                // Of two in one second the other is meant next.
                Remember(found.Death, all);
                _order.Leave(turn);
            }

            return DeathReport.Tell(seen, found, master, pool.TerminateTimeout);
        }
    }

    // Of those that the log does not name the script of. Whoever broke earlier has the earlier death: one that is written alone may be another's, and its own yet to come.
    private FoundDeath? Choose(List<FoundDeath> deaths, DeathOrder.Turn turn, bool isLast)
    {
        var before = _order.Before(turn);
        if (deaths.Count == 0 || (!isLast && before >= deaths.Count))
        {
            return null;
        }

        if (DeathReport.Alike(deaths) is { } alike)
        {
            return _inTurn.TryGetValue(alike.Death, out var all) ? alike with { Then = all } : alike;
        }

        // As many deaths as requests, each some time from the next.
        if (before is not { } at || deaths.Count != _order.Count)
        {
            return null;
        }

        var then = DeathReport.Listed(deaths);
        foreach (var death in deaths)
        {
            then = _inTurn.GetValue(death.Death, _ => then);
        }

        return deaths[at] with { Then = then };
    }

    private static Observation Undivided(Observation seen, List<FoundDeath> deaths) => seen with
    {
        Facts =
        [
            .. seen.Facts,
            new Fact(FactNames.DeathsThen, DeathReport.Listed(deaths)),
            .. deaths.Take(3).Select(one => new Fact("fpm-log", one.Death.Line ?? "")),
        ],
    };

    // Of what the log remembers, most is older than the request: in a storm 200 of them look 25 times a second. FPM has one log for all its pools; what names none
    // is about all of them.
    private List<FpmEvent> Concerning(CutRequest request, IReadOnlyList<FpmEvent> all)
    {
        var first = all.Count;
        while (first > 0 && all[first - 1].Time >= request.Since)
        {
            first--;
        }

        var name = pool.Name;
        var events = new List<FpmEvent>();
        foreach (var one in all.Skip(first))
        {
            if ((name is null || one.Pool is null || one.Pool == name) && !_told.Contains(one))
            {
                events.Add(one);
            }
        }

        return events;
    }

    private Observation Silent(Observation seen, string why) => seen with { Facts = [.. seen.Facts, new Fact("fpm-log", $"{pool.Log}: {why}")] };

    private DateTimeOffset Past(long timestamp) => time.GetUtcNow() - time.GetElapsedTime(timestamp);

    // Those that ran the script when FPM was last asked.
    private HashSet<int> Workers(string? script) =>
        [.. pool.Reading?.Status?.Processes.Where(one => !one.IsIdle && one.Script == script).Select(one => one.Pid) ?? []];

    // What the log does not remember any more need not be remembered here.
    private void Remember(FpmEvent death, IReadOnlyList<FpmEvent> all)
    {
        if (_told.Count > all.Count)
        {
            _told = new HashSet<FpmEvent>(all.Where(_told.Contains), ReferenceEqualityComparer.Instance);
        }

        _told.Add(death);
    }
}
