using Goodgate.Cli.Showing;
using Spectre.Console;

namespace Goodgate.Cli.Fpm;

/// <summary>The command <c>fpm</c>: one look, or one each second until stopped.</summary>
internal static class FpmRun
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(FpmOptions options, Session session)
    {
        var source = PoolSource.For(options.Address, options.Conf, session);
        if (source.Problem is { } problem)
        {
            return session.Fail(ExitCodes.Usage, problem);
        }

        var look = new PoolLook(options, source, session);
        var last = options.Watch ? await WatchAsync(look, options.Json, session) : await look.TakeAsync(before: null);
        if (last is null)
        {
            return session.Stopped;
        }

        if (!options.Json)
        {
            PoolPage.Show(session.Out, last, session.Time.LocalTimeZone);
        }
        else if (!options.Watch)
        {
            session.Out.Line(JsonText.Of(PoolJson.Of(last)));
        }

        return last.IsProblem ? ExitCodes.Problem : ExitCodes.Fine;
    }

    // The last look before it was stopped; null when there was none.
    private static async Task<PoolSnapshot?> WatchAsync(PoolLook look, bool json, Session session)
    {
        PoolSnapshot? last = null;
        try
        {
            last = await look.TakeAsync(before: null);
            if (json || !session.Out.IsTerminal)
            {
                while (true)
                {
                    session.Out.Line(json ? JsonText.LineOf(PoolJson.Of(last)) : PoolLine.Of(last));
                    await Task.Delay(BetweenLooks, session.Time, session.Signals.Stop);
                    last = await look.TakeAsync(last);
                }
            }

            var ansi = session.Out.Ansi;
            await ansi.Live(PoolPicture.Of(last, ansi.Profile.Width, ansi.Profile.Height)).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
            {
                while (true)
                {
                    await Task.Delay(BetweenLooks, session.Time, session.Signals.Stop);
                    last = await look.TakeAsync(last);
                    live.UpdateTarget(PoolPicture.Of(last, ansi.Profile.Width, ansi.Profile.Height));
                }
            });
        }
        catch (OperationCanceledException) when (session.Signals.Stop.IsCancellationRequested)
        {
            // Ctrl-C is how watching ends.
        }

        return last;
    }
}
