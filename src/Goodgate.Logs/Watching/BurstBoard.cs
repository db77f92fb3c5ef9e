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

    private readonly List<Burst> _open;
    private readonly Queue<BurstNews> _over = new();
    private readonly RequestWait _waiting;

    /// <param name="open">Bursts that were open when the last run ended.</param>
    public BurstBoard(IEnumerable<Burst>? open = null)
    {
        _open = [.. open ?? []];
        _waiting = new RequestWait();
    }

    /// <summary>Those that are not over.</summary>
    public IReadOnlyList<Burst> Open => _open;

    /// <summary>Adds a failure. What is none (a client that left) is not told.</summary>
    public void Add(WatchFinding finding, DateTimeOffset now)
    {
        if (finding.Verdict.Cause.Severity == Severity.Info)
        {
            return;
        }

        var time = finding.Seen.Time is { } told && told < now ? told : now;
        if (_waiting.BurstOf(finding, time) is { } known && _open.Contains(known))
        {
            known.Add(finding, time);
        }
        else if (!_waiting.Takes(finding, now))
        {
            Place(finding, time);
        }
    }

    /// <summary>What is to be told now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">True at the end: what waits is counted, and what was not told is.</param>
    public IReadOnlyList<BurstNews> Due(DateTimeOffset now, bool all = false)
    {
        foreach (var (finding, came) in _waiting.Due(all ? DateTimeOffset.MaxValue : now))
        {
            var time = finding.Seen.Time is { } told && told < came ? told : came;
            if (_waiting.BurstOf(finding, time) is { } known && _open.Contains(known))
            {
                known.Add(finding, time);
            }
            else
            {
                Place(finding, time);
            }
        }

        var news = new List<BurstNews>(_over);
        _over.Clear();
        foreach (var burst in _open.ToList())
        {
            if (now - burst.Last >= Window)
            {
                _open.Remove(burst);
                AddOver(burst, news.Add);
            }
            else if (burst.Told == 0)
            {
                news.Add(Told(BurstStage.Begins, burst, now));
            }
            else if (burst.Count > burst.Told && now - burst.Last < Lively && now - burst.ToldAt >= Pause(burst))
            {
                news.Add(Told(BurstStage.GoesOn, burst, now));
            }
        }

        return news;
    }

    private void Place(WatchFinding finding, DateTimeOffset time)
    {
        var about = About(finding);
        var burst = _open.Find(one => one.CauseId == finding.Verdict.Cause.Id && one.About == about);
        if (burst is not null && time - burst.Last > Window)
        {
            _open.Remove(burst);
            AddOver(burst, _over.Enqueue);
            burst = null;
        }

        if (burst is null)
        {
            _open.Add(burst = Burst.Of(finding, about, time));
        }

        burst.Add(finding, time);
        _waiting.Note(finding, burst, time);
    }

    private string About(WatchFinding finding)
    {
        var seen = finding.Seen;
        var about = Evidence.Printable(seen.Pool is { } pool ? $"pool {pool}" : seen.Peer ?? seen.Host ?? "", 120);
        var known = _open.Where(one => one.CauseId == finding.Verdict.Cause.Id).ToList();
        return known.Count < MostAbouts || known.Exists(one => one.About == about) ? about : "";
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

    private static BurstNews Told(BurstStage stage, Burst burst, DateTimeOffset now)
    {
        (burst.Told, burst.ToldAt) = (burst.Count, now);
        burst.Times++;
        return new BurstNews(stage, burst);
    }
}
