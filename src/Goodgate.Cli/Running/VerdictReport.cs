using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Gateway.Observing.Failures;
using Goodgate.Verdicts.Judging;
using Spectre.Console;

namespace Goodgate.Cli.Running;

/// <summary>Tells of failures as they happen: a card each for a person, a line each for a log. Storms are counted instead.</summary>
internal sealed class VerdictReport : IDisposable
{
    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly bool _verbose;
    private readonly Func<long> _dropped;
    private readonly Func<WhereToLook> _where;
    private readonly Departures _departures;
    private readonly Lock _lock = new();
    private readonly StormFilter _storms = new();
    private readonly ITimer _counting;
    private long _droppedTold;

    /// <param name="screen">Where to.</param>
    /// <param name="time">The clock.</param>
    /// <param name="verbose">Also what is no failure.</param>
    /// <param name="dropped">How many verdicts were lost on the way so far.</param>
    /// <param name="where">Says where more is to be found; a reload may change it.</param>
    /// <param name="departures">Collects visitors who gave up.</param>
    public VerdictReport(Screen screen, TimeProvider time, bool verbose, Func<long> dropped, Func<WhereToLook> where, Departures departures)
    {
        _where = where;
        _departures = departures;
        _screen = screen;
        _time = time;
        _verbose = verbose;
        _dropped = dropped;
        _counting = time.CreateTimer(_ => TellCounts(all: false), null, StormFilter.Window, StormFilter.Window);
    }

    /// <summary>Ends it: what was held back is told.</summary>
    public void Dispose()
    {
        _counting.Dispose();
        TellCounts(all: true);
    }

    /// <summary>Tells of one verdict, or counts it.</summary>
    public void Tell(Verdict verdict)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (VerdictLog.IsNews(verdict) && !_verbose)
            {
                _departures.Note(verdict);
                return;
            }

            if (!_storms.Admit(verdict.Cause.Id, now))
            {
                return;
            }

            if (_screen.IsTerminal)
            {
                _screen.Show(VerdictCard.Of(verdict, now, _where()));
            }
            else
            {
                _screen.Line(VerdictLine.Of(verdict, now));
            }
        }
    }

    private void TellCounts(bool all)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var (cause, held, span) in _storms.Due(now, all))
            {
                // Less than a tenth would read as no time at all.
                var seconds = Math.Max(0.1, span.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
                Count($"{Words.Count(held)} more {cause} in the last {seconds} s{_where().ForTheRest}");
            }

            if (_departures.Due(now, all) is { } left)
            {
                Count(left);
            }

            var dropped = _dropped();
            if (dropped > _droppedTold)
            {
                Count($"{Words.Count(dropped - _droppedTold, "verdict")} not shown: they came faster than they can be written; the metrics count them all");
                _droppedTold = dropped;
            }
        }
    }

    private void Count(string text)
    {
        if (_screen.IsTerminal)
        {
            _screen.Show(new Text($"  {text}\n", Palette.Quiet));
        }
        else
        {
            _screen.Line($"{_time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} - {text}");
        }
    }
}
