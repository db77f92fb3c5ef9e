using Goodgate.Cli.Showing;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Goodgate.Cli.Demo;

/// <summary>The demo from start to end: plays each fault, waits for the verdict, compares.</summary>
internal sealed class DemoRun
{
    // A person reads along: the first round brisk, later ones gentle.
    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Gentle = TimeSpan.FromSeconds(1);

    // Each visit may need a retry, and the retry budget allows ten in ten seconds whatever the traffic.
    private static readonly TimeSpan BetweenVisits = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Repaint = TimeSpan.FromMilliseconds(120);

    private readonly Session _session;
    private readonly DemoSite _site;
    private readonly DemoVisitor _visitor;
    private readonly DemoState _state;
    private readonly VerdictWait _verdicts;
    private readonly bool _once;

    private DemoRun(Session session, DemoSite site, DemoVisitor visitor, bool once)
    {
        _session = session;
        _site = site;
        _visitor = visitor;
        _once = once;
        _state = new DemoState(site.Acts);
        _verdicts = new VerdictWait(session.Time);
    }

    private CancellationToken Stop => _session.Signals.Stop;

    public static async Task<int> RunAsync(bool quick, Session session)
    {
        try
        {
            await using var site = await DemoSite.StartAsync(session);
            using var visitor = new DemoVisitor(site.Url);
            return await new DemoRun(session, site, visitor, quick || !session.Out.IsTerminal).PlayAsync();
        }
        catch (LabException e)
        {
            return session.Fail(ExitCodes.Problem, e.Message);
        }
    }

    private async Task<int> PlayAsync()
    {
        using var subscription = _site.Gateway.Verdicts.Subscribe(_verdicts.Take);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var visiting = Task.Run(() => VisitAsync(ended.Token), CancellationToken.None);
        var stopped = false;
        try
        {
            await (_session.Out.IsTerminal ? PaintAsync() : LinesAsync());
        }
        catch (OperationCanceledException)
        {
            stopped = true;
        }

        await ended.CancelAsync();
        await visiting;
        await _site.Gateway.StopAsync(new CancellationToken(canceled: true));
        Sum();

        // Ctrl-C is how a demo without an end is ended; one round cut short has proved nothing.
        return !stopped ? (_state.Wrong == 0 ? ExitCodes.Fine : ExitCodes.Problem) : _once ? _session.Stopped : ExitCodes.Fine;
    }

    /// <summary>One round, or rounds until stopped.</summary>
    private async Task RoundsAsync(Action<DemoResult> played)
    {
        while (true)
        {
            for (var act = 0; act < _site.Acts.Count; act++)
            {
                _state.Begin(act);
                var result = await ActAsync(_site.Acts[act].Fault);
                _state.End(act, result);
                played(result);
                if (_session.Out.IsTerminal)
                {
                    await Task.Delay(_state.Round == 1 ? Brisk : Gentle, _session.Time, Stop);
                }
            }

            if (_once)
            {
                return;
            }

            _state.NextRound();
        }
    }

    private async Task<DemoResult> ActAsync(Fault fault)
    {
        var id = $"demo-{_state.Round}-{fault.Name}";
        _verdicts.Expect(id);
        var visit = await _visitor.PlayAsync(fault, id, Stop);
        return new DemoResult(fault, await _verdicts.ForAsync(id, Stop), visit);
    }

    /// <summary>Visitors of a page that one dead and one healthy server stand behind.</summary>
    private async Task VisitAsync(CancellationToken ended)
    {
        try
        {
            for (var visit = 1; ; visit++)
            {
                var answered = await _visitor.VisitAsync("headers", $"demo-visit-{visit}", ended);
                _state.Visited(answered);
                await Task.Delay(BetweenVisits, _session.Time, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the demo.
        }
    }

    private async Task PaintAsync()
    {
        var ansi = _session.Out.Ansi;
        var picture = new DemoPicture(_state, _site.Url, Admin, Saved);
        var frame = 0;
        await ansi.Live(Now()).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            var playing = RoundsAsync(_ => { });
            while (!playing.IsCompleted)
            {
                live.UpdateTarget(Now());
                frame++;
                await Task.WhenAny(playing, Task.Delay(Repaint, _session.Time, CancellationToken.None));
            }

            await playing;
        });
        _session.Out.Show(picture.Frame(frame, ansi.Profile.Width, height: 0));
        _session.Out.Line();

        // Asked for each time: people resize windows.
        IRenderable Now() => picture.Frame(frame, ansi.Profile.Width, ansi.Profile.Height);
    }

    private async Task LinesAsync()
    {
        _session.Out.Line($"site   {_site.Url}");
        _session.Out.Line($"admin  {Admin ?? "off"}");
        await RoundsAsync(result => _session.Out.Line(result.IsRight
            ? $"✓ {result.Fault.Name} → {result.Judged} · {result.Visit} · {result.Verdict!.Summary} · {Words.Of(result.Verdict.Party)} must act"
            : $"✗ {result.Fault.Name} → {result.Judged} · {result.Visit} · {result.Verdict?.Summary ?? "the gateway said nothing about it"}"));
    }

    private void Sum()
    {
        foreach (var (fault, why) in DemoSite.Unplayable)
        {
            _session.Out.Line($"- {fault.Name} is left out: {why}");
        }

        _session.Out.Line($"{_state.Right} of {_state.Right + _state.Wrong} faults named right; {_state.Answered} of {_state.Visits} visits answered with one server down, {Saved()} by a retry");    }

    private string? Admin => _site.Gateway.AdminAddress;

    private long Saved() => _site.Gateway.Outlets.Counters.SavedByRetry;
}
