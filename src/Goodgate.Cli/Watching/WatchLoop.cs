using Goodgate.Cli.Running;
using Goodgate.Cli.Watching.Looks;
using Goodgate.Gateway.Admin;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Watching;

/// <summary>Looks, tells, keeps; four times a second.</summary>
internal sealed class WatchLoop
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Positions and counts are on disk within this time; what a kill loses is read again.</summary>
    private static readonly TimeSpan BetweenSaves = TimeSpan.FromSeconds(1);

    private readonly LogWatch _watch;
    private readonly BurstBoard _board;
    private readonly WatchScreen _screen;
    private readonly Session _session;
    private DateTimeOffset _saved;
    private string? _saveProblem;
    private int _open;

    public WatchLoop(LogWatch watch, WatchMemory? memory, WatchOutlets outlets, WatchScreen screen, Session session)
    {
        (_watch, _screen, _session) = (watch, screen, session);
        _board = new BurstBoard(memory?.Open ?? []);
        watch.Trouble = text => _screen.Warn(Evidence.Printable(text, 800));
        watch.Found = finding =>
        {
            _board.Add(finding, Now);
            outlets.Add(finding);
        };
    }

    /// <summary>Bursts under way; from any thread.</summary>
    public int Open => Volatile.Read(ref _open);

    private DateTimeOffset Now => _session.Time.GetUtcNow();

    /// <summary>Runs until it is told to stop.</summary>
    public async Task<int> RunAsync(WatchProbes probes, AdminHost? admin)
    {
        var service = ServiceNotice.Of(_session);
        var stop = _session.Signals.Stop;
        var looking = probes.RunAsync(stop);
        try
        {
            // The first look fixes where each log begins.
            var more = _watch.Look(stop);
            Keep(always: true);
            admin?.SetReady();
            service.Ready("following logs");
            while (true)
            {
                Tell(probes, all: false);
                await Task.Delay(more ? TimeSpan.Zero : BetweenLooks, _session.Time, stop);
                more = _watch.Look(stop);
                if (Now - _saved >= BetweenSaves)
                {
                    Keep(always: false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C and SIGTERM are how watching ends.
        }

        admin?.SetDraining();
        await looking;
        Tell(probes, all: true);
        Keep(always: true);
        _screen.Clear();
        return ExitCodes.Fine;
    }

    private void Tell(WatchProbes probes, bool all)
    {
        probes.Drain(new LookOutlet(_watch.Add, _screen.Note, _screen.Warn));
        var now = Now;
        foreach (var news in _board.Due(now, all))
        {
            _screen.Tell(news, now);
        }

        Volatile.Write(ref _open, _board.Open.Count);
        if (!all)
        {
            _screen.Status(_watch, probes.Names.Count, _board.Open.Count, now);
        }
    }

    private void Keep(bool always)
    {
        _saved = Now;
        var problem = _watch.Save(_board.Open, always);
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
