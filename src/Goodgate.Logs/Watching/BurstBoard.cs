using Goodgate.Logs.Following;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Watching;

/// <summary>
/// Gathers failures into bursts, so that a storm of ten thousand lines is told in a handful. An access line that knows no cause waits a moment for the error
/// line about the same request. Pure: the caller says what time it is. For one caller at a time.
/// </summary>
public sealed class BurstBoard
{
    /// <summary>A burst is over when nothing came for so long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>A burst that goes on is told of again after ten seconds, when it shows how large it is, then after one minute, two, four, eight, and each sixteen.</summary>
    private const int LongestPause = 16;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>What stopped for longer is told when it is over.</summary>
    private static readonly TimeSpan Lively = TimeSpan.FromSeconds(15);

    /// <summary>Servers, pools and hosts of one cause told apart; clients choose what they ask for, and there is no end of it.</summary>
    private const int MostAbouts = 20;

    /// <summary>Of one cause and server at a time: two logs whose times are of different zones make two.</summary>
    private const int MostAlike = 3;

    /// <summary>Held back at most while old lines are read.</summary>
    private const int MostHeld = 1000;

    private readonly List<Burst> _open;
    private readonly RequestWait _waiting = new();

    /// <param name="open">Bursts that were open when the last run ended.</param>
    public BurstBoard(IEnumerable<Burst>? open = null) => _open = [.. open ?? []];

    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<Burst> Open => _open;

    /// <summary>
    /// True while lines are read that waited when watching began. They come file after file, not in the order of time: nothing is told of them until the last one
    /// was read, and their bursts are told apart by the times of their lines.
    /// </summary>
    public bool IsCatchingUp { get; set; }

    /// <summary>What a restart is to know: bursts that are not over, and those of access lines that wait still.</summary>
    public IReadOnlyList<Burst> Kept
    {
        get
        {
            var kept = new List<Burst>(_open);
            foreach (var (finding, came, isOld) in _waiting.Waiting)
            {
                var (about, time) = (About(finding, TimeOf(finding, came), isOld), TimeOf(finding, came));
                var burst = kept.Skip(_open.Count).FirstOrDefault(one => one.CauseId == finding.Verdict.Cause.Id && one.About == about);
                if (burst is null)
                {
                    kept.Add(burst = Burst.Of(finding, about, time));
                }

                burst.Add(finding, time);
            }

            return kept;
        }
    }

    /// <summary>Adds a failure. What is none (a client that left) is not told.</summary>
    public void Add(WatchFinding finding, Moment now)
    {
        if (finding.Verdict.Cause.Severity == Severity.Info)
        {
            return;
        }

        if (!Joins(finding, now, IsCatchingUp) && !_waiting.Takes(finding, now, IsCatchingUp))
        {
            Place(finding, now, IsCatchingUp);
        }
    }

    /// <summary>What is to be told now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">True at the end: what waits is counted, and what was not told is.</param>
    public IReadOnlyList<BurstNews> Due(Moment now, bool all = false)
    {
        if (IsCatchingUp && !all && _open.Count <= MostHeld)
        {
            return [];
        }

        foreach (var (finding, came, isOld) in _waiting.Due(now, all))
        {
            if (!Joins(finding, came, isOld))
            {
                Place(finding, came, isOld);
            }
        }

        var news = new List<BurstNews>();
        foreach (var burst in _open.OrderBy(one => one.First).ToList())
        {
            // Of an earlier run.
            burst.Came ??= now.Steady;
            burst.ToldAt ??= now.Steady;
            if (now.Steady - burst.Came >= Window || (burst.IsOld && now.Wall - burst.Last >= Window))
            {
                _open.Remove(burst);
                AddOver(burst, news.Add);
            }
            else if (burst.Told == 0)
            {
                news.Add(Told(BurstStage.Begins, burst, now));
            }
            else if (burst.Count > burst.Told && now.Steady - burst.Came < Lively && now.Steady - burst.ToldAt >= Pause(burst))
            {
                news.Add(Told(BurstStage.GoesOn, burst, now));
            }
        }

        return news;
    }

    // Lines from the future are of a clock that is wrong.
    private static DateTimeOffset TimeOf(WatchFinding finding, Moment came) => finding.Seen.Time is { } told && told < came.Wall ? told : came.Wall;

    // True when its error line is known, and not told as over yet.
    private bool Joins(WatchFinding finding, Moment came, bool isOld)
    {
        var time = TimeOf(finding, came);
        if (_waiting.BurstOf(finding, time) is not { } known || !_open.Contains(known))
        {
            return false;
        }

        Count(known, finding, came, isOld);
        return true;
    }

    private void Place(WatchFinding finding, Moment came, bool isOld)
    {
        var time = TimeOf(finding, came);
        var about = About(finding, time, isOld);
        var alike = _open.Where(one => one.CauseId == finding.Verdict.Cause.Id && one.About == about).ToList();
        var burst = alike.Find(one => one.Gap(time) <= Window);
        if (burst is null && !isOld && alike.Count >= MostAlike)
        {
            // Times that mean nothing.
            burst = alike[^1];
        }

        if (burst is null)
        {
            _open.Add(burst = Burst.Of(finding, about, time));
        }

        Count(burst, finding, came, isOld);
        _waiting.Note(finding, burst, time);
    }

    private static void Count(Burst burst, WatchFinding finding, Moment came, bool isOld)
    {
        burst.Add(finding, TimeOf(finding, came));
        burst.Came = came.Steady > (burst.Came ?? TimeSpan.MinValue) ? came.Steady : burst.Came;
        burst.IsOld &= isOld;
    }

    private string About(WatchFinding finding, DateTimeOffset time, bool isOld)
    {
        var seen = finding.Seen;
        var about = Evidence.Printable(seen.Pool is { } pool ? $"pool {pool}" : seen.Peer ?? seen.Host ?? "", 120);
        var known = _open.Where(one => one.CauseId == finding.Verdict.Cause.Id && (!isOld || one.Gap(time) <= Window)).Select(one => one.About).ToHashSet(StringComparer.Ordinal);
        return known.Count < MostAbouts || known.Contains(about) ? about : "";
    }

    private static TimeSpan Pause(Burst burst) => burst.Times <= 1 ? FirstPause : TimeSpan.FromMinutes(Math.Min(1 << Math.Min(burst.Times - 2, 10), LongestPause));

    private static void AddOver(Burst burst, Action<BurstNews> add)
    {
        // One failure, told when it came, needs no second line.
        if (burst.Count > burst.Told || burst.Count > 1)
        {
            add(new BurstNews(BurstStage.Over, burst));
        }
    }

    private static BurstNews Told(BurstStage stage, Burst burst, Moment now)
    {
        (burst.Told, burst.ToldAt) = (burst.Count, now.Steady);
        burst.Times++;
        return new BurstNews(stage, burst);
    }
}
