using Goodgate.Cli.Running;
using Goodgate.Cli.Watching.Looks;
using Goodgate.Gateway.Admin;
using Goodgate.Logs.Following;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>Looks, tells, keeps; four times a second.</summary>
internal sealed class WatchLoop
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Positions and counts are on disk within this time; what a kill loses is read again.</summary>
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(1);

    /// <summary>Of a large folder's state, writing is at most a tenth of what it does.</summary>
    private const int SaveShare = 10;

    /// <summary>New logs of a pattern or of the usual places are looked for this often.</summary>
    private static readonly TimeSpan BetweenSearches = TimeSpan.FromMinutes(1);

    /// <summary>Lines that waited are all read by then, or there will always be more.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(2);

    /// <summary>A look at a pool or page may be under way when it is told to stop.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly LogWatch _watch;
    private readonly BurstBoard _board;
    private readonly WatchScreen _screen;
    private readonly Session _session;
    private TimeSpan _saved;
    private TimeSpan _searched;
    private TimeSpan _saving;
    private string? _saveProblem;
    private int _open;

    public WatchLoop(LogWatch watch, WatchMemory? memory, WatchOutlets outlets, WatchScreen screen, Session session)
    {
        (_watch, _screen, _session) = (watch, screen, session);
        _board = new BurstBoard(memory?.Open ?? []) { IsCatchingUp = true };
        watch.Trouble = text => _screen.Warn(Evidence.Printable(text, 800));
        watch.Found = finding =>
        {
            _board.Add(finding, Now);
            outlets.Add(finding);
        };
    }

    /// <summary>Bursts under way; from any thread.</summary>
    public int Open => Volatile.Read(ref _open);

    private Moment Now => Moment.Of(_session.Time);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="probes">What is looked at beside the logs.</param>
    /// <param name="admin">The admin port; null = none.</param>
    /// <param name="search">Follows logs that are new, each minute.</param>
    public async Task<int> RunAsync(WatchProbes probes, AdminHost? admin, Action search)
    {
        var stop = _session.Signals.Stop;
        var looking = probes.RunAsync(stop);
        try
        {
            await FollowAsync(probes, admin, search, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C and SIGTERM are how watching ends.
        }
        finally
        {
            // Whatever ended it: what was read is told and kept.
            admin?.SetDraining();
            await Task.WhenAny(looking, Task.Delay(Farewell, _session.Time, CancellationToken.None));
            End(probes);
        }

        _screen.Clear();
        return ExitCodes.Fine;
    }

    private async Task FollowAsync(WatchProbes probes, AdminHost? admin, Action search, CancellationToken stop)
    {
        var service = ServiceNotice.Of(_session);
        var started = Now.Steady;
        _searched = started;

        // The first look fixes where each log begins.
        var more = _watch.Look(stop);
        Keep(always: true);
        admin?.SetReady();
        service.Ready("following logs");

        // Who piped the output into something that has read enough is done, as with tail -f.
        while (!_session.Out.IsGone)
        {
            _board.IsCatchingUp &= more && Now.Steady - started < LongestCatchUp;
            Tell(probes, all: false);
            await Task.Delay(more ? TimeSpan.Zero : BetweenLooks, _session.Time, stop);
            if (Now.Steady - _searched >= BetweenSearches)
            {
                _searched = Now.Steady;
                search();
            }

            more = _watch.Look(stop);
            if (Now.Steady - _saved >= BetweenSaves && Now.Steady - _saved >= _saving * SaveShare)
            {
                Keep(always: false);
            }
        }
    }

    private void End(WatchProbes probes)
    {
        try
        {
            Tell(probes, all: true);
        }
        finally
        {
            Keep(always: true);
        }
    }

    private void Tell(WatchProbes probes, bool all)
    {
        probes.Drain(new LookOutlet(_watch.Add, _screen.Note, _screen.Warn));
        var now = Now;
        foreach (var news in _board.Due(now, all))
        {
            _screen.Tell(news, now.Wall);
        }

        Volatile.Write(ref _open, _board.Open.Count);
        if (!all)
        {
            _screen.Status(_watch, probes.Names.Count, _board.Open.Count, now);
        }
    }

    private void Keep(bool always)
    {
        var began = Now.Steady;
        var problem = _watch.Save(_board.Kept, always);
        _saved = Now.Steady;
        _saving = _saved - began;
        if (problem is not null && _saveProblem is null)
        {
            _screen.Warn($"positions and counts cannot be kept ({Evidence.Printable(problem, 300)}): after a restart lines would be read again; it is tried again");
        }
        else if (problem is null && _saveProblem is not null)
        {
            _screen.Note("positions and counts are kept again");
        }

        _saveProblem = problem;
    }
}
